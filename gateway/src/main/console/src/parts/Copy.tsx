import { useEffect, useState } from "react";
import { Icon } from "./Icon";

/** A button that puts a text on the clipboard and says so. `what` completes "Copy …". */
export function Copy({ text, what }: { text: string; what: string }) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    toClipboard(text).then(
      () => setOutcome("copied"),
      () => setOutcome("refused"),
    );
  return (
    <>
      <button type="button" className="copy" onClick={copy} title={`Copy ${what}`} aria-label={`Copy ${what}`}>
        <Icon name={outcome === "copied" ? "check" : "copy"} size={14} />
      </button>
      <span role="status" className={outcome === "refused" ? "refused" : "unseen"}>
        {outcome === "copied" && "Copied"}
        {outcome === "refused" && "The browser refused; select the text and copy it"}
      </span>
    </>
  );
}

/** Browsers offer the clipboard only on https and localhost; elsewhere the old way still works. */
async function toClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("refused");
}
