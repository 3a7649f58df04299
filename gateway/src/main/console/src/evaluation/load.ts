import { api } from "../api";
import type { Version } from "../api";
import { evaluations } from "./api";
import type { Forgetting, Scores } from "./api";
import { lineup } from "./lineup";
import type { Lineup } from "./lineup";

const DEPTH = 8;

/** Line-ups of a version and its ancestors, one for each suite and settings that they were run with. */
export async function lineups(version: Version, runOf: (scores: Scores) => string, signal: AbortSignal): Promise<Map<string, Lineup>> {
  const number = String(version.number);
  const [lineage, reports] = await Promise.all([
    api.lineage(version.model, number, { direction: "up", depth: DEPTH }, signal),
    evaluations.forgetting(version.model, number, signal),
  ]);
  const whole = lineage.nodes.filter((node) => node.kind !== "adapter");
  const found = await Promise.all([
    ...whole.map((node) => evaluations.scores(node.model, String(node.number), signal)),
    ...adapted(reports).map(([suite, arms]) => evaluations.compare(suite, arms, signal).then((compared) => compared.arms)),
  ]);
  const runs = new Map<string, Scores[]>();
  for (const scores of found.flat()) runs.set(runOf(scores), [...(runs.get(runOf(scores)) ?? []), scores]);
  return new Map([...runs].map(([run, scores]) => [run, lineup(lineage, scores)]));
}

/** The arms with adapters that reports are about, by suite: no version alone has their scores. */
function adapted(reports: Forgetting[]): [string, string[]][] {
  const arms = new Map<string, Set<string>>();
  for (const { suite, report } of reports) {
    for (const { reference, candidate } of report.comparisons ?? []) {
      for (const name of [reference, candidate]) {
        if (name.includes("+")) arms.set(suite, (arms.get(suite) ?? new Set()).add(name));
      }
    }
  }
  return [...arms].map(([suite, names]) => [suite, [...names]]);
}
