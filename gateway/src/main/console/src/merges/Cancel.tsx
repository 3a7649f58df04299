import { useState } from "react";
import { api } from "../api";
import type { Merge, Problem } from "../api";
import { asProblem } from "../load";
import { ProblemBox } from "../parts/Shown";

type Step = { at: "rest" } | { at: "asking" } | { at: "sent" } | { at: "refused"; problem: Problem };

/** Asks once more before it cancels: the work done so far is lost. */
export function Cancel({ merge, cancelled }: { merge: Merge; cancelled: () => void }) {
  const [step, setStep] = useState<Step>({ at: "rest" });
  const cancel = () => {
    setStep({ at: "sent" });
    api.cancelMerge(merge.id).then(cancelled, (error: unknown) => setStep({ at: "refused", problem: asProblem(error) }));
  };
  switch (step.at) {
    case "rest":
      return (
        <button type="button" className="button" onClick={() => setStep({ at: "asking" })}>
          Cancel the merge
        </button>
      );
    case "asking":
      return (
        <span className="confirm" role="group" aria-label="Cancel the merge?">
          <button type="button" className="button button-bad" autoFocus onClick={cancel}>
            Yes, cancel it
          </button>
          <button type="button" className="button" onClick={() => setStep({ at: "rest" })}>
            Let it run
          </button>
        </span>
      );
    case "sent":
      return (
        <span className="muted" role="status">
          Cancelling…
        </span>
      );
    case "refused":
      return <ProblemBox problem={step.problem} again={() => setStep({ at: "rest" })} />;
  }
}
