/** Release rules in the registry's REST interface. */
import { ifMatch, pathOf, post, putText, queryOf, read } from "../api";
import type { Finding, MergeInput, Page } from "../api";

export interface Rule {
  name: string;
  number: number;
  enabled: boolean;
  document: string;
  actor: string;
  createdAt: string;
}

/** What a run would do. */
export interface Plan {
  rule: string;
  released: string;
  target: string;
  recipe: string | null;
  inputs: MergeInput[];
  findings: Finding[];
  evaluate: string | null;
  gate: string;
  stands: number | null;
}

export const rules = {
  list: (cursor: string | undefined, signal: AbortSignal) => read<Page<Rule>>(`/release-rules${queryOf({ cursor })}`, signal),
  rule: (name: string, signal: AbortSignal) => read<Rule>(`/release-rules/${pathOf(name)}`, signal),
  write: (name: string, document: string, number: number) =>
    putText<Rule>(`/release-rules/${pathOf(name)}`, document, ifMatch(number)),
  dryRun: (name: string, version: string) => post<Plan>(`/release-rules/${pathOf(name)}/dry-run`, { version }),
};

/** The console's address of a rule given as namespace/name, or with the number of one of its writings. */
export function rulePath(rule: string): string {
  return `/releases/rules/${rule.split("@")[0]}`;
}
