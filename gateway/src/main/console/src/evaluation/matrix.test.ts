import { expect, test } from "vitest";
import type { Comparison, Difference } from "./api";
import { arrow, matrixOf, measured, tone } from "./matrix";

const change = (task: string, size: number, within = 0.01): Difference => ({
  task,
  metric: "acc",
  documents: 100,
  before: 0.8,
  after: 0.8 + size,
  change: size,
  error: within / 2,
  lower: size - within,
  upper: size + within,
  p: 0.5,
  basis: "tango",
  flips: null,
  retention: null,
  margin: null,
  verdict: null,
});
const comparison = (reference: string, candidate: string, ...tasks: Difference[]): Comparison => ({
  reference,
  candidate,
  tasks,
  identical: false,
  verdict: null,
});

test("the judged version's rows come first, and a task that was not asked leaves its cell empty", () => {
  const { tasks, rows } = matrixOf(
    [comparison("base", "adapted", change("a", 0.1)), comparison("base", "merged", change("a", 0), change("b", -0.2))],
    "merged",
  );
  expect(tasks).toEqual(["a", "b"]);
  expect(rows.map((row) => row.comparison.candidate)).toEqual(["merged", "adapted"]);
  expect(rows[1]?.cells[1]).toBeUndefined();
});

test("a change has a colour only where its interval leaves 0 out", () => {
  expect(tone(change("a", 0.05, 0.06))).toBe("change-none");
  expect(tone(change("a", 0.02))).toBe("change-up-1");
  expect(tone(change("a", -0.05))).toBe("change-down-2");
  expect(tone(change("a", -0.5))).toBe("change-down-3");
});

test("its direction is said without colour too", () => {
  expect([0.1, -0.1, 0].map((size) => arrow(change("a", size)))).toEqual(["▲", "▼", "="]);
});

test("metric and filter are told apart", () => {
  expect(measured({ metric: "exact_match,strict-match" })).toEqual({ metric: "exact_match", filter: "strict-match" });
  expect(measured({ metric: "acc" })).toEqual({ metric: "acc", filter: "none" });
});
