import { Link } from "react-router";
import { duration } from "../format";
import { Icon } from "../parts/Icon";
import { Time } from "../parts/Values";
import { rulePath } from "../rules/api";
import { RunBadge } from "./RunBadge";
import type { Run } from "./api";

export function RunRow({ run }: { run: Run }) {
  return (
    <li className="merge">
      <div className="model-head">
        <Link className="model-name" to={`/releases/${run.id}`}>
          {run.released} <Icon name="arrow" size={14} />
          <span className="unseen"> for </span> {run.target}
        </Link>
        <RunBadge state={run.state} />
      </div>
      {run.error && <p className="merge-error">{run.error.message}</p>}
      <p className="model-facts">
        <span>
          by <Link to={rulePath(run.rule)}>{run.rule}</Link>
        </span>
        {run.version && run.version !== run.released && <span>made {run.version}</span>}
        <span>
          asked by {run.actor} <Time at={run.createdAt} />
        </span>
        {run.startedAt && run.finishedAt && <span>took {duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}</span>}
      </p>
    </li>
  );
}
