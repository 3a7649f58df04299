import type { Comparison, Difference } from "./api";

/** A difference names its metric and filter in one word, as result files do: acc,none. */
export function measured({ metric }: Pick<Difference, "metric">): { metric: string; filter: string } {
  const comma = metric.lastIndexOf(",");
  return comma < 0 ? { metric, filter: "none" } : { metric: metric.slice(0, comma), filter: metric.slice(comma + 1) };
}

export interface Row {
  comparison: Comparison;
  cells: (Difference | undefined)[];
}

export interface Matrix {
  tasks: string[];
  rows: Row[];
}

/** Comparisons as rows, tasks as columns: those of the candidate first. */
export function matrixOf(comparisons: Comparison[], candidate: string): Matrix {
  const tasks = [...new Set(comparisons.flatMap((each) => each.tasks.map((task) => task.task)))];
  const judged = (each: Comparison) => (each.candidate === candidate ? 0 : 1);
  const rows = comparisons
    .toSorted((a, b) => judged(a) - judged(b))
    .map((comparison) => ({
      comparison,
      cells: tasks.map((name) => comparison.tasks.find((task) => task.task === name)),
    }));
  return { tasks, rows };
}

/** How strong a cell's colour is, from 0 to 3, and to which side: what lies within its interval has none. */
export function tone({ change, lower, upper }: Difference): string {
  if (change === 0 || (lower <= 0 && upper >= 0)) return "change-none";
  const size = Math.abs(change);
  const strength = size >= 0.1 ? 3 : size >= 0.03 ? 2 : 1;
  return `change-${change > 0 ? "up" : "down"}-${strength}`;
}

/** Which way it went, for eyes that do not tell the colours apart. */
export function arrow({ change }: Difference): string {
  return change > 0 ? "▲" : change < 0 ? "▼" : "=";
}
