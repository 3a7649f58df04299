import { useState } from "react";
import { problemIn } from "../api";
import type { Problem, Version } from "../api";
import { asProblem, useLoad } from "../load";
import { useRefresh } from "../live";
import { Findings } from "../parts/Findings";
import { Empty, ProblemBox, Shown } from "../parts/Shown";
import { Time } from "../parts/Values";
import { useVersion } from "../version/VersionPage";
import { Logits } from "./Logits";
import { VerdictBadge } from "./VerdictBadge";
import { Weights } from "./Weights";
import { evaluations, isOver } from "./api";
import type { Verification } from "./api";

const EVERY = 2000;

export function VerificationTab() {
  const version = useVersion();
  const { loaded, again } = useLoad(`verification ${version.model}@${version.number}`, (signal) =>
    evaluations.verifications(version.model, String(version.number), signal),
  );
  const waiting = loaded.state === "ready" && loaded.value.some((each) => !isOver(each.state));
  useRefresh(again, waiting ? EVERY : null);
  return (
    <section aria-label="Verification">
      <Shown loaded={loaded} again={again} what="the verification">
        {([newest]) =>
          newest ? (
            <>
              <Newest verification={newest} />
              {isOver(newest.state) && version.merge && <Verify version={version} text="Verify again" again={again} />}
            </>
          ) : (
            <NotVerified version={version} again={again} />
          )
        }
      </Shown>
    </section>
  );
}

function NotVerified({ version, again }: { version: Version; again: () => void }) {
  if (!version.merge) {
    return (
      <Empty title="No merge made this version.">
        <p>There is no recipe here that it could be held to.</p>
      </Empty>
    );
  }
  return (
    <Empty title="Nobody has proved yet that this version is what its recipe says.">
      <Verify version={version} text="Verify it" again={again} />
    </Empty>
  );
}

function Verify({ version, text, again }: { version: Version; text: string; again: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const verify = () =>
    evaluations.verify(version.model, String(version.number)).then(again, (error: unknown) => setProblem(asProblem(error)));
  return (
    <>
      <button type="button" className="button verify" onClick={verify}>
        {text}
      </button>
      {problem && <ProblemBox problem={problem} />}
    </>
  );
}

function Newest({ verification }: { verification: Verification }) {
  const { state, verdict, summary, levels, error, createdAt, binding } = verification;
  const findings = levels?.findings ?? [];
  return (
    <>
      <div className="merge-head">
        {verdict ? <VerdictBadge verdict={verdict} /> : <span role="status">{WORDS[state]}</span>}
        <span>
          asked for <Time at={createdAt} />
        </span>
        {binding && <span>the version is ready only if this passes</span>}
      </div>
      {summary && <p className="lead">{summary}</p>}
      {state === "FAILED" && error && <ProblemBox problem={problemIn(error)} />}
      {findings.length > 0 && <Findings findings={findings} />}
      {levels?.weights && <Weights check={levels.weights} />}
      {levels?.logits && <Logits check={levels.logits} />}
    </>
  );
}

const WORDS: Record<Verification["state"], string> = {
  QUEUED: "Waiting for an eval-worker",
  RUNNING: "Verifying",
  DONE: "Done",
  FAILED: "It could not be carried out",
  CANCELLED: "Cancelled",
};
