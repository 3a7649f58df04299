/** Releases and their runs in the registry's REST interface. */
import { once, post, queryOf, read } from "../api";
import type { Finding, Page } from "../api";

export const RUN_STATES = [
  "QUEUED",
  "PREPARING",
  "MERGING",
  "VERIFYING",
  "EVALUATING",
  "JUDGING",
  "WAITING",
  "RELEASED",
  "STOPPED",
  "FAILED",
  "CANCELLED",
  "SKIPPED",
] as const;

export type RunState = (typeof RUN_STATES)[number];
export type RetryStep = "start" | "merge" | "evaluate" | "judge";

/** One transition of a run. */
export interface Step {
  number: number;
  state: RunState;
  note: string;
  actor: string;
  at: string;
}

export interface Approval {
  role: string;
  approved: boolean;
  reason: string;
  actor: string;
  at: string;
}

export interface Run {
  id: string;
  rule: string;
  state: RunState;
  cause: string;
  released: string;
  depth: number;
  target: string;
  aliasStep: number | null;
  recipe: string | null;
  merge: string | null;
  version: string | null;
  evaluation: string | null;
  verdict: string | null;
  error: Finding | null;
  actor: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  steps: Step[];
  approvals: Approval[];
}

export interface Release {
  id: string;
  version: string;
  runs: Run[];
}

interface RunQuery {
  state?: RunState | undefined;
  rule?: string | undefined;
  target?: string | undefined;
  cursor?: string | undefined;
}

export const releases = {
  release: (version: string, note: string, key: string) => post<Release>("/releases", { version, note }, once(key)),
  runs: (query: RunQuery, signal: AbortSignal) => read<Page<Run>>(`/release-runs${queryOf({ ...query, limit: 30 })}`, signal),
  run: (id: string, signal: AbortSignal) => read<Run>(runPath(id), signal),
  cancel: (id: string) => post<Run>(`${runPath(id)}/cancel`, {}),
  retry: (id: string, from: RetryStep) => post<Run>(`${runPath(id)}/retry`, { from }),
  approve: (id: string, reason: string) => post<Run>(`${runPath(id)}/approve`, { reason }),
  reject: (id: string, reason: string) => post<Run>(`${runPath(id)}/reject`, { reason }),
};

export function runEventsUrl(id: string): string {
  return `/api/v1${runPath(id)}/events`;
}

function runPath(id: string): string {
  return `/release-runs/${encodeURIComponent(id)}`;
}

export function isOver({ state }: Pick<Run, "state">): boolean {
  return ["RELEASED", "STOPPED", "FAILED", "CANCELLED", "SKIPPED"].includes(state);
}

/** Every transition of a run adds a step to it: of two tellings the one with more is the newer. */
export function isUpToDate(run: Run, than: Run): boolean {
  return run.steps.length >= than.steps.length;
}
