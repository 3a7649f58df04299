import type { ReactNode } from "react";

/** A table that scrolls by itself where it is wider than the screen, by keyboard too. */
export function Table({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <div className="table" role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="unseen">{caption}</caption>
        {children}
      </table>
    </div>
  );
}
