/** Suites, evaluations, reports and prompts of the registry's REST interface. */
import { post, queryOf, read, versionPath } from "../api";
import type { Failure, Finding, Json, Page } from "../api";

export type EvaluationState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
export type VerdictName = "PASS" | "WARN" | "FAIL" | "INCONCLUSIVE";
export type { Failure };

export interface Suite {
  suite: string;
  number: number;
  description: string;
  tasks: { name: string; alias: string; documents: number }[];
  documents: number;
}

export interface RunSettings {
  tasks: string[];
  limit: number | null;
  device: string;
}

export interface Metric {
  task: string;
  metric: string;
  filter: string;
  value: number;
  documents: number;
  error: number | null;
  higherIsBetter: boolean;
}

/** What a suite found out about an arm: model@1, or model@1+adapter@2. */
export interface Scores {
  result: string;
  name: string;
  suite: string;
  settings: RunSettings;
  engine: string;
  scores: Metric[];
  createdAt: string;
}

export interface Evaluation {
  id: string;
  state: EvaluationState;
  suite: string;
  arms: { name: string; role: string; result: string | null; reused: boolean }[];
  subject: string | null;
  progress: { phase: string; doneBytes: number; totalBytes: number };
  error: Failure | null;
  createdAt: string;
}

export interface Verdict {
  verdict: VerdictName;
  documentsNeeded?: number | null;
}

export interface Flips {
  kept: number;
  lost: number;
  gained: number;
  neither: number;
}

/** Changes are towards the better whatever the metric's direction: below 0 is worse. */
export interface Difference {
  task: string;
  metric: string;
  documents: number;
  before: number;
  after: number;
  change: number;
  error: number;
  lower: number;
  upper: number;
  p: number;
  basis: string;
  flips: Flips | null;
  retention: number | null;
  margin: number | null;
  verdict: Verdict | null;
}

export interface Comparison {
  reference: string;
  candidate: string;
  tasks: Difference[];
  identical: boolean;
  verdict: Verdict | null;
}

export interface ForgettingReport {
  candidate?: string;
  margins?: {
    rule: { alpha: number; retention: number; lossMargin: number; power: number };
    excluded: { reference: string; task: string; reason: string }[];
  };
  comparisons?: Comparison[];
  findings?: Finding[];
}

export interface Forgetting {
  evaluation: string;
  version: string;
  suite: string;
  verdict: VerdictName;
  report: ForgettingReport;
  createdAt: string;
}

export interface Divergence {
  positions: number;
  mean: number;
  p99: number;
  max: number;
  sameTop: number;
  decided: number;
  sameTopDecided: number;
}

export interface WeightCheck {
  passed: boolean;
  exact: boolean;
  checkedElements: number;
  confirmedElements: number;
  elements: number;
  deltaError: number | null;
  unchanged: number | null;
  tensors: { name: string; state: string; differing: number; passed: boolean }[];
  findings: Finding[];
  detectionLimit: string;
}

export interface LogitCheck {
  verdict: VerdictName;
  criteria: { name: string; verdict: VerdictName; measured: number; limit: number; meaning: string }[];
  merged: Divergence;
  effect: Divergence;
  exact: Divergence;
  rounded: Divergence[];
  fidelity: number;
  faults: { name: string; where: string; divergence: Divergence; found: boolean }[];
  smallestScaleError: number | string;
  detectionLimit: string;
  findings: Finding[];
}

export interface Verification {
  id: string;
  version: string;
  binding: boolean;
  state: "QUEUED" | "RUNNING" | "DONE" | "FAILED" | "CANCELLED";
  verdict: VerdictName | null;
  summary: string | null;
  levels: { weights?: WeightCheck; logits?: LogitCheck; findings?: Finding[]; settings?: Record<string, string> } | null;
  error: Failure | null;
  createdAt: string;
  finishedAt: string | null;
}

export interface Compared {
  suite: string;
  arms: Scores[];
  against: Comparison[];
}

export interface ScoredDocument {
  document: number;
  scores: number[];
  flipped: boolean;
}

export interface Sample {
  result: string;
  line: { [key: string]: Json } | null;
}

export interface Prompt {
  id: string;
  state: EvaluationState;
  arms: string[];
  answers: string[] | null;
  error: Failure | null;
}

export interface NewPrompt {
  arms: string[];
  text: string;
  maxTokens: number;
  temperature: number;
  seed: number;
}

interface DocumentQuery {
  suite: string;
  of: string[];
  task: string;
  filter: string;
}

export const evaluations = {
  suites: (signal: AbortSignal) => read<Page<Suite>>(`/suites${queryOf({ limit: 100 })}`, signal).then((page) => page.items),
  scores: (model: string, version: string, signal: AbortSignal) =>
    read<Scores[]>(`${versionPath(model, version)}/scores`, signal),
  evaluation: (id: string, signal: AbortSignal) => read<Evaluation>(`/evaluations/${encodeURIComponent(id)}`, signal),
  run: (suite: string, arm: { model: string; adapters: string[] }) => post<Evaluation>("/evaluations", { suite, arms: [arm] }),
  forgetting: (model: string, version: string, signal: AbortSignal) =>
    read<Forgetting[]>(`${versionPath(model, version)}/forgetting`, signal),
  judge: (model: string, version: string, suite: string) =>
    post<Evaluation>(`${versionPath(model, version)}/forgetting`, { suite }),
  verifications: (model: string, version: string, signal: AbortSignal) =>
    read<Verification[]>(`${versionPath(model, version)}/verification`, signal),
  verify: (model: string, version: string) => post<Verification>(`${versionPath(model, version)}/verification`),
  compare: (suite: string, of: string[], signal: AbortSignal) =>
    read<Compared>(`/comparisons${queryOf({ suite, of })}`, signal),
  documents: (query: DocumentQuery & { metric: string }, cursor: string | undefined, signal: AbortSignal) =>
    read<Page<ScoredDocument>>(`/comparisons/documents${queryOf({ ...query, flipped: "true", cursor })}`, signal),
  samples: (document: number, query: DocumentQuery, signal: AbortSignal) =>
    read<Sample[]>(`/comparisons/documents/${document}${queryOf({ ...query })}`, signal),
  ask: (prompt: NewPrompt) => post<Prompt>("/prompts", prompt),
  prompt: (id: string, signal: AbortSignal) => read<Prompt>(`/prompts/${encodeURIComponent(id)}`, signal),
};

export function isOver(state: EvaluationState | Verification["state"]): boolean {
  return state !== "QUEUED" && state !== "RUNNING";
}

/** Differences of these are of mean losses, in nats per word, byte or token. */
export function isLoss(metric: string): boolean {
  return metric.includes("perplexity") || metric === "bits_per_byte";
}
