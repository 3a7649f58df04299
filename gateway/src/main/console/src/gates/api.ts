/** Gates and their verdicts in the registry's REST interface. */
import { queryOf, read, versionPath } from "../api";
import type { Json, Page } from "../api";

export type OutcomeName = "PASS" | "FAIL" | "INCONCLUSIVE";

/** One key, the kind, with its settings: {size: {atMost: …}}. */
export type Condition = Record<string, Record<string, Json>>;

/** A number that was held against a limit; differences are below 0 where the version is worse. */
export interface Reading {
  of: string;
  against: string | null;
  documents: number | null;
  value: number;
  lower: number | null;
  upper: number | null;
  limit: number | null;
  outcome: OutcomeName;
}

export interface Judged {
  condition: Condition;
  outcome: OutcomeName;
  applies: boolean;
  sentence: string;
  readings: Reading[];
  evidence: { kind: string; id: string; digest: string }[];
}

export interface GateVerdict {
  id: string;
  gate: string;
  version: string;
  digest: string;
  outcome: OutcomeName;
  awaitsApproval: boolean;
  conditions: Judged[];
  judgedAt: string;
}

export const gates = {
  verdict: (id: string, signal: AbortSignal) => read<GateVerdict>(`/verdicts/${encodeURIComponent(id)}`, signal),
  verdicts: (model: string, version: string, signal: AbortSignal) =>
    read<Page<GateVerdict>>(`${versionPath(model, version)}/verdicts${queryOf({ limit: 1 })}`, signal),
};

export function attestationUrl(id: string): string {
  return `/api/v1/verdicts/${encodeURIComponent(id)}/attestation`;
}
