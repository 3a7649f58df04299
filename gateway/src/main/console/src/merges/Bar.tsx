import type { Merge } from "../api";
import { percent, words } from "../format";
import { amount } from "./speed";

export type MergeProgress = NonNullable<Merge["progress"]>;

/** How far a merge has come. The bar's words are in sight beside it, so that nothing hangs on its length or colour. */
export function Bar({ progress }: { progress: MergeProgress }) {
  const { phase, doneBytes, totalBytes } = progress;
  const done = percent(doneBytes, totalBytes);
  return (
    <div className="bar-row">
      <progress max={100} value={done} aria-label={words(phase)} />
      <span>
        {words(phase)} {done} %
        {totalBytes > 0 && (
          <span className="muted">
            {" "}
            · {amount(phase, doneBytes)} of {amount(phase, totalBytes)}
          </span>
        )}
      </span>
    </div>
  );
}
