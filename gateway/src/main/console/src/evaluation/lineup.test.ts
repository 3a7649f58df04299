import { describe, expect, test } from "vitest";
import type { Lineage } from "../api";
import type { Metric, Scores } from "./api";
import { armOf, extent, lineup, runOf, seriesOf, ticks } from "./lineup";
import { share, signed, small, withError } from "./numbers";

const node = (id: string, kind: "base" | "adapter" | "merged"): Lineage["nodes"][number] => ({
  id,
  model: id.slice(0, -2),
  number: 1,
  kind,
  state: "READY",
  digest: "",
});
const edge = (from: string, to: string, relation: string) => ({ from, to, relation, weight: null, position: 0 });
const LINEAGE: Lineage = {
  nodes: [node("t/merged@1", "merged"), node("t/skill@1", "adapter"), node("t/base@1", "base")],
  edges: [edge("t/base@1", "t/skill@1", "adapter"), edge("t/skill@1", "t/merged@1", "merge"), edge("t/base@1", "t/merged@1", "merge")],
};
const metric = (value: number, error: number | null = 0.1): Metric => ({
  task: "colours",
  metric: "acc",
  filter: "none",
  value,
  documents: 40,
  error,
  higherIsBetter: true,
});
const scores = (name: string, value: number): Scores => ({
  result: name,
  name,
  suite: "t/suite@1",
  settings: { tasks: [], limit: null, device: "any" },
  engine: "",
  scores: [metric(value)],
  createdAt: "",
});

describe("a line-up", () => {
  const { stages, lines } = lineup(LINEAGE, [scores("t/base@1", 0.5), scores("t/base@1+t/skill@1", 0.9)]);

  test("has ancestors first, and adapters on their base", () => {
    expect(stages.map((stage) => stage.name)).toEqual(["t/base@1", "t/base@1+t/skill@1", "t/merged@1"]);
  });

  test("joins each version with its parents", () => {
    expect(lines).toEqual([[0, 1], [1, 2], [0, 2]]);
  });

  test("leaves a gap where nothing was measured", () => {
    expect(seriesOf(stages)[0]?.points.map((point) => point?.value)).toEqual([0.5, 0.9, undefined]);
  });
});

test("runs of a part of a suite are another matter", () => {
  const whole = scores("t/base@1", 1);
  expect(runOf({ ...whole, settings: { tasks: ["a"], limit: 5, device: "cpu" } })).toBe("t/suite@1 · a · first 5");
  expect(runOf(whole)).toBe("t/suite@1");
});

test("an axis has room for every error bar, and for a single point", () => {
  const [least, most] = extent([metric(0.5), undefined, metric(0.9)]);
  expect(least).toBeLessThan(0.4);
  expect(most).toBeGreaterThan(1);
  const [low, high] = extent([metric(0.5, null)]);
  expect(low).toBeLessThan(high);
});

test("an axis is marked at round numbers", () => {
  expect(ticks(0.31, 0.98).map((tick) => tick.text)).toEqual(["0.4", "0.6", "0.8"]);
  expect(ticks(0.665, 0.741).map((tick) => tick.text)).toEqual(["0.68", "0.70", "0.72", "0.74"]);
  expect(ticks(1180, 4210).map((tick) => tick.text)).toEqual(["2000", "3000", "4000"]);
});

test("an adapter is run on its base", () => {
  const version = { model: "t/skill", number: 1, kind: "adapter", base: { model: "t/base", number: 1 } } as const;
  expect(armOf(version)).toBe("t/base@1+t/skill@1");
});

test("numbers say their sign and how sure they are", () => {
  expect([signed(0.021), signed(-0.5), signed(0.00001)]).toEqual(["+0.0210", "−0.5000", "±0"]);
  expect(withError(0.75, 0.03)).toBe("0.7500 ± 0.0300");
  expect([share(0.5), share(0.12345), share(0.00001)]).toEqual(["50 %", "12.35 %", "less than 0.01 %"]);
  expect([small(0.00213), small(3.1e-7), small("Infinity"), small(0)]).toEqual(["0.00213", "3.1e-7", "none found", "0"]);
});
