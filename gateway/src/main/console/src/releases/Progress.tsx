import { percent, words } from "../format";
import { useLoad } from "../load";
import { useRefresh } from "../live";
import { evaluations, isOver } from "../evaluation/api";
import { useMerge } from "../merges/live";

const EVERY = 1500;

export function MergeBar({ id }: { id: string }) {
  const { loaded } = useMerge(id);
  const merge = loaded.state === "ready" ? loaded.value : null;
  if (merge?.state === "QUEUED") return <span className="hint">waits for a worker</span>;
  return merge?.progress && <StepBar {...merge.progress} />;
}

export function SuiteBar({ id }: { id: string }) {
  const { loaded, again } = useLoad(`evaluation ${id}`, (signal) => evaluations.evaluation(id, signal));
  const evaluation = loaded.state === "ready" ? loaded.value : null;
  useRefresh(again, evaluation !== null && isOver(evaluation.state) ? null : EVERY);
  if (evaluation?.state === "QUEUED") return <span className="hint">waits for an eval-worker</span>;
  return evaluation && <StepBar {...evaluation.progress} />;
}

function StepBar({ phase, doneBytes, totalBytes }: { phase: string; doneBytes: number; totalBytes: number }) {
  const done = percent(doneBytes, totalBytes);
  return (
    <span className="step-bar">
      <progress max={100} value={done} aria-label={words(phase)} />
      <span className="hint">
        {words(phase)} {done} %
      </span>
    </span>
  );
}
