import { Link, useParams } from "react-router";
import { VerdictOf } from "../gates/VerdictOf";
import { Code } from "../parts/Code";
import { Findings } from "../parts/Findings";
import { Shown } from "../parts/Shown";
import { Time } from "../parts/Values";
import { VersionLink } from "../parts/Version";
import { useTitle } from "../parts/title";
import { rulePath } from "../rules/api";
import { Actions } from "./Actions";
import { Approvals, Diary } from "./Diary";
import { Outcome } from "./Outcome";
import { Pipeline } from "./Pipeline";
import { RunBadge, stateText } from "./RunBadge";
import type { Run } from "./api";
import { useRun } from "./live";
import { readable } from "../merges/readable";

export function RunPage() {
  const { id = "" } = useParams();
  const { loaded, again, live, tell } = useRun(id);
  const name = loaded.state === "ready" ? `${loaded.value.released} for ${loaded.value.target}` : "Release run";
  useTitle(name);
  return (
    <div className="page">
      <h1>
        <span className="muted">Release run</span> {loaded.state === "ready" && name}
      </h1>
      <Shown loaded={loaded} again={again} what="the run">
        {(run) => (
          <>
            <div className="merge-head">
              <RunBadge state={run.state} />
              {live && <span className="live">live</span>}
              <Facts run={run} />
            </div>
            <p className="unseen" role="status">
              {stateText(run.state)}
            </p>
            <Pipeline run={run} />
            <Outcome run={run} />
            <Actions run={run} tell={tell} again={again} />
            <Sections run={run} />
          </>
        )}
      </Shown>
    </div>
  );
}

function Facts({ run }: { run: Run }) {
  return (
    <>
      <span>
        by rule <Link to={rulePath(run.rule)}>{run.rule}</Link>
      </span>
      <span>
        released <VersionLink reference={run.released} />
      </span>
      <span>
        asked by {run.actor} <Time at={run.createdAt} />
      </span>
      {run.depth > 1 && <span>{run.depth - 1} runs came before it</span>}
    </>
  );
}

function Sections({ run }: { run: Run }) {
  return (
    <>
      {run.error && (
        <section aria-labelledby="failure">
          <h2 id="failure">Why it failed</h2>
          <Findings findings={[run.error]} />
        </section>
      )}
      {run.verdict && (
        <section aria-labelledby="verdict">
          <h2 id="verdict">Verdict</h2>
          <VerdictOf id={run.verdict} />
        </section>
      )}
      {run.approvals.length > 0 && (
        <section aria-labelledby="approvals">
          <h2 id="approvals">Approvals</h2>
          <Approvals approvals={run.approvals} />
        </section>
      )}
      {run.recipe && (
        <section aria-labelledby="recipe">
          <h2 id="recipe">Recipe, with everything pinned</h2>
          <Code text={readable(run.recipe)} what="the recipe" />
        </section>
      )}
      <section aria-labelledby="diary">
        <h2 id="diary">Diary</h2>
        <Diary steps={run.steps} />
      </section>
    </>
  );
}
