import type { ReactNode } from "react";
import { Link } from "react-router";
import { whyOf } from "../aliases/api";
import { duration, words } from "../format";
import { Icon } from "../parts/Icon";
import type { IconName } from "../parts/Icon";
import { Time } from "../parts/Values";
import { VersionLink, versionPath } from "../parts/Version";
import { MergeBar, SuiteBar } from "./Progress";
import { isOver } from "./api";
import type { Run } from "./api";
import { useNow } from "./live";
import { pipeline } from "./pipeline";
import type { Stage, StageStatus } from "./pipeline";

const ICONS: Record<StageStatus, IconName | null> = {
  ahead: null,
  waiting: "clock",
  active: "arrow",
  done: "check",
  "left out": "arrow",
  stopped: "cross",
  failed: "error",
  cancelled: "cross",
};

/** The way from pinned to released: what was done and how long it took, what is being done, what is to come. */
export function Pipeline({ run }: { run: Run }) {
  const now = useNow(!isOver(run));
  return (
    <ol className="pipeline" aria-label="Steps">
      {pipeline(run).map((stage) => (
        <li
          key={stage.name}
          className={`stage stage-${stage.status.replace(" ", "-")}`}
          aria-current={stage.status === "active" || stage.status === "waiting" ? "step" : undefined}
        >
          <span className="stage-mark">{mark(stage)}</span>
          <div className="stage-body">
            <strong>{words(stage.name)}</strong>
            <span className="hint">{status(stage, run, now)}</span>
            {stage.note && <span className="stage-note">{stage.note}</span>}
            <Details stage={stage} run={run} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function mark({ status: of }: Stage): ReactNode {
  const icon = ICONS[of];
  return icon && <Icon name={icon} size={14} />;
}

function status(stage: Stage, run: Run, now: number): ReactNode {
  const since = Date.parse(stage.since ?? "");
  const took = duration((stage.until === null ? now : Date.parse(stage.until)) - since);
  switch (stage.status) {
    case "ahead":
      return isOver(run) ? "not reached" : "to come";
    case "left out":
      return "left out";
    case "waiting":
      return `${stage.name === "approve" ? "waits for a person" : "waits for its turn"}, ${took}`;
    case "active":
      return `at work, ${took}`;
    case "done":
      return stage.name === "released" && stage.until ? <Time at={stage.until} /> : `took ${took}`;
    case "stopped":
    case "failed":
    case "cancelled":
      return `${stage.status} after ${took}`;
  }
}

/** Where to look closer, and how far it is. */
function Details({ stage, run }: { stage: Stage; run: Run }) {
  const begun = stage.status !== "ahead" && stage.status !== "left out";
  if (!begun) return null;
  const { merge, version, evaluation, verdict, target } = run;
  switch (stage.name) {
    case "pinned":
      return run.recipe && <a href="#recipe">Recipe</a>;
    case "merge":
      return (
        <>
          {merge && <Link to={`/merges/${merge}`}>Merge</Link>}
          {merge && stage.status === "active" && <MergeBar id={merge} />}
        </>
      );
    case "verify":
      return version && (merge ? <Link to={`${versionPath(version)}/verification`}>Proof</Link> : <VersionLink reference={version} />);
    case "evaluate":
      return (
        <>
          {version && <Link to={`${versionPath(version)}/scores`}>Scores</Link>}
          {version && <Link to={`${versionPath(version)}/forgetting`}>Forgetting</Link>}
          {evaluation && stage.status === "active" && <SuiteBar id={evaluation} />}
        </>
      );
    case "judge":
    case "approve":
      return verdict && <a href="#verdict">Verdict</a>;
    case "released":
      return <Link to={whyOf(target)}>Why it stands there</Link>;
  }
}
