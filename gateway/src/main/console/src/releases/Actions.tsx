import { useState } from "react";
import type { Problem } from "../api";
import { Ask } from "../parts/Ask";
import { ProblemBox } from "../parts/Shown";
import { Pick } from "../parts/Pick";
import { possible } from "./actions";
import { releases } from "./api";
import type { RetryStep, Run } from "./api";

const STEPS: Record<RetryStep, string> = {
  start: "start, with aliases as they stand now",
  merge: "merge, with the inputs that were pinned",
  evaluate: "evaluate, with the version that was made",
  judge: "judge, by what is known now",
};

interface ActionsProps {
  run: Run;
  tell: (run: Run) => void;
  again: () => void;
}

/** What can be done to a run now. A refusal stays in sight when the run moves on, and says where it has come to. */
export function Actions({ run, tell, again }: ActionsProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const { approve, cancel, retry } = possible(run);
  const done = (answer: Run) => {
    setProblem(null);
    tell(answer);
  };
  const refused = (why: Problem) => {
    setProblem(why);
    again();
  };
  return (
    <div className="actions" role="group" aria-label="What can be done">
      {approve && (
        <>
          <Ask
            text="Approve"
            question={`Approve ${run.version} for ${run.target}?`}
            confirm="Approve it"
            reason="optional"
            send={(reason) => releases.approve(run.id, reason)}
            {...{ done, refused }}
          />
          <Ask
            text="Reject"
            question={`Reject ${run.version}? ${run.target} stays where it is.`}
            confirm="Reject it"
            reason="required"
            bad
            send={(reason) => releases.reject(run.id, reason)}
            {...{ done, refused }}
          />
        </>
      )}
      {retry.length > 0 && <Retry run={run} steps={retry} {...{ done, refused }} />}
      {cancel && (
        <Ask
          text="Cancel the run"
          question="Cancel this run? What was begun for it alone is stopped."
          confirm="Yes, cancel it"
          bad
          send={() => releases.cancel(run.id)}
          {...{ done, refused }}
        />
      )}
      {problem && <ProblemBox problem={problem} />}
    </div>
  );
}

interface RetryProps {
  run: Run;
  steps: RetryStep[];
  done: (run: Run) => void;
  refused: (problem: Problem) => void;
}

function Retry({ run, steps, done, refused }: RetryProps) {
  const [chosen, choose] = useState<RetryStep>(steps[0] ?? "start");
  const options = steps.map((step) => ({ value: step, text: STEPS[step] }));
  return (
    <Ask
      text="Retry…"
      question="Take this run up again?"
      confirm="Retry it"
      send={() => releases.retry(run.id, steps.includes(chosen) ? chosen : "start")}
      {...{ done, refused }}
    >
      <Pick label="From" options={options} value={chosen} choose={(step) => choose(step as RetryStep)} />
    </Ask>
  );
}
