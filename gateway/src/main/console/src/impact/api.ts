/** What contains a version, and withdrawals, in the registry's REST interface. */
import { post, read, versionPath } from "../api";
import type { Kind, VersionState, Withdrawn } from "../api";

/** A version that contains another: by what weight in all, how many steps away, under which aliases now. */
export interface Descendant {
  version: string;
  model: string;
  number: number;
  kind: Kind;
  state: VersionState;
  relation: string | null;
  via: string | null;
  weight: number | null;
  depth: number;
  aliases: string[];
}

export interface Impact {
  version: Descendant;
  withdrawn: Withdrawn | null;
  downstream: Descendant[];
}

export type ProposalState = "POSSIBLE" | "WAITING" | "IMPOSSIBLE" | "RUNNING" | "FAILED" | "DONE";

/** How a tainted version can be merged again without what was withdrawn, and how far that has come. */
export interface Proposal {
  version: string;
  state: ProposalState;
  without: string[];
  replaced: Record<string, string>;
  waitsFor: string[];
  notes: string[];
  why: string | null;
  merge: string | null;
  made: string | null;
  moves: { alias: string; from: number; to: number }[];
}

export const impacts = {
  impact: (model: string, version: string, signal: AbortSignal) => read<Impact>(`${versionPath(model, version)}/impact`, signal),
  proposals: (withdrawal: string, signal: AbortSignal) =>
    read<Proposal[]>(`/withdrawals/${encodeURIComponent(withdrawal)}/proposals`, signal),
  remerge: (withdrawal: string, version: string) =>
    post<Proposal>(`/withdrawals/${encodeURIComponent(withdrawal)}/remerge`, { version }),
};
