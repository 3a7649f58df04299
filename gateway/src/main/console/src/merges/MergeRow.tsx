import { Link } from "react-router";
import type { Merge } from "../api";
import { duration } from "../format";
import { StateBadge } from "../parts/Badges";
import { Time } from "../parts/Values";
import { Bar } from "./Bar";

export function MergeRow({ merge }: { merge: Merge }) {
  const name = merge.version === null ? merge.output : `${merge.output}@${merge.version}`;
  return (
    <li className="merge">
      <div className="model-head">
        <Link className="model-name" to={`/merges/${merge.id}`}>
          {name}
        </Link>
        <StateBadge state={merge.state} />
      </div>
      {merge.state === "RUNNING" && merge.progress && <Bar progress={merge.progress} />}
      {merge.error && <p className="merge-error">{merge.error.message}</p>}
      <p className="model-facts">
        <span>from {merge.inputs.map((input) => input.version).join(", ")}</span>
        <span>
          asked <Time at={merge.createdAt} />
        </span>
        {merge.startedAt && merge.finishedAt && (
          <span>took {duration(Date.parse(merge.finishedAt) - Date.parse(merge.startedAt))}</span>
        )}
      </p>
    </li>
  );
}
