import { problemIn } from "../api";
import { ProblemBox } from "../parts/Shown";
import type { Prompt } from "./api";

const WAITING = { QUEUED: "Waiting for an eval-worker", RUNNING: "Thinking", CANCELLED: "Cancelled" };

/** What each model made of a text. */
export function Answers({ prompt: { state, arms, answers, error } }: { prompt: Prompt }) {
  if (state === "FAILED") {
    return error && <ProblemBox problem={problemIn(error)} />;
  }
  if (state !== "SUCCEEDED") {
    return (
      <p className="outcome" role="status">
        {WAITING[state]}
      </p>
    );
  }
  return (
    <div className="answers" role="group" aria-label="Answers">
      {arms.map((arm, index) => (
        <section key={arm} aria-label={arm}>
          <h3>{arm}</h3>
          <pre className="said">{answers?.[index] || <span className="muted">nothing</span>}</pre>
        </section>
      ))}
    </div>
  );
}
