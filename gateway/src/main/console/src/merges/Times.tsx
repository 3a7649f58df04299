import type { Merge } from "../api";
import { duration } from "../format";
import { Time } from "../parts/Values";

export function Times({ merge }: { merge: Merge }) {
  const { createdAt, startedAt, finishedAt } = merge;
  return (
    <span className="muted">
      asked <Time at={createdAt} />
      {startedAt && finishedAt && <> · took {duration(Date.parse(finishedAt) - Date.parse(startedAt))}</>}
      {startedAt && !finishedAt && (
        <>
          {" "}
          · started <Time at={startedAt} />
        </>
      )}
    </span>
  );
}
