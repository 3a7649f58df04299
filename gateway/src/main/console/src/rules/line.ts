import type { Problem } from "../api";

/** The line of the rule that a problem is about, where it is about one: rule:14, rule:14:7. */
export function lineOf(problem: Pick<Problem, "where">): number | null {
  const found = /^rule:(\d+)/.exec(problem.where ?? "");
  return found ? Number(found[1]) : null;
}

/** Where a line begins and ends in its text. A line after the last is the last one. */
export function lineSpan(text: string, line: number): [number, number] {
  const lines = text.split("\n");
  const index = Math.min(line, lines.length) - 1;
  const start = lines.slice(0, index).reduce((sum, each) => sum + each.length + 1, 0);
  return [start, start + (lines[index]?.length ?? 0)];
}
