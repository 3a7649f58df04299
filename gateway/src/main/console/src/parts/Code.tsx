import { Copy } from "./Copy";

/** A block of text to read or to copy whole: a command, a recipe. */
export function Code({ text, what }: { text: string; what: string }) {
  return (
    <div className="code">
      <pre tabIndex={0} aria-label={what}>
        <code>{text}</code>
      </pre>
      <Copy text={text} what={what} />
    </div>
  );
}
