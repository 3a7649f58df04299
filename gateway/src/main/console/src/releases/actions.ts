import { isOver } from "./api";
import type { RetryStep, Run } from "./api";

export interface Possible {
  approve: boolean;
  cancel: boolean;
  /** The steps from which it can go on, the one that repeats least first. */
  retry: RetryStep[];
}

/** What can be done to a run in the state it is in. */
export function possible(run: Run): Possible {
  return {
    approve: run.state === "WAITING",
    cancel: !isOver(run),
    retry: isOver(run) && run.state !== "RELEASED" ? stepsToRetry(run) : [],
  };
}

function stepsToRetry(run: Run): RetryStep[] {
  const pinned = run.aliasStep !== null;
  const made = pinned && run.version !== null;
  return [...(made ? (["judge", "evaluate"] as const) : []), ...(pinned && run.recipe !== null ? (["merge"] as const) : []), "start"];
}
