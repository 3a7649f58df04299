import type { Problem } from "../api";
import { ProblemBox } from "./Shown";

interface MoreProps {
  more: (() => void) | null;
  busy: boolean;
  problem: Problem | null;
}

export function More({ more, busy, problem }: MoreProps) {
  if (more === null) return null;
  return (
    <div className="more">
      {problem && <ProblemBox problem={problem} />}
      <button type="button" className="button" onClick={more} aria-disabled={busy}>
        {busy ? "Loading…" : "Show more"}
      </button>
    </div>
  );
}
