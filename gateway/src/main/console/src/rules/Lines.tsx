import type { RefObject, TextareaHTMLAttributes } from "react";

interface LinesProps {
  area: RefObject<HTMLTextAreaElement | null>;
  text: string;
  /** The line at fault. */
  marked: number | null;
  label: string;
  describedBy: string | undefined;
  change: (text: string) => void;
  /** What else the field does. */
  more?: TextareaHTMLAttributes<HTMLTextAreaElement>;
}

/** A text with numbered lines. */
export function Lines({ area, text, marked, label, describedBy, change, more }: LinesProps) {
  const count = text.split("\n").length;
  return (
    <div className="lines">
      <ol className="line-numbers" aria-hidden="true">
        {Array.from({ length: count }, (_, index) => (
          <li key={index} className={index + 1 === marked ? "line-marked" : undefined}>
            {index + 1}
          </li>
        ))}
      </ol>
      <textarea
        {...more}
        ref={area}
        rows={count}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        aria-label={label}
        aria-invalid={marked !== null}
        aria-describedby={describedBy}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
    </div>
  );
}
