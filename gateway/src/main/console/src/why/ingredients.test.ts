import { describe, expect, test } from "vitest";
import type { Kind, Lineage } from "../api";
import { adaptersIn, totalWeight } from "./ingredients";

describe("the adapters in a version", () => {
  test("are those of its recipe, with their weights", () => {
    const found = adaptersIn(lineage([["mood", "both", 0.7], ["tone", "both", 1], ["base", "both", null]]), "both");
    expect(found.map((each) => [each.node.id, totalWeight(each.ways)])).toEqual([["mood", 0.7], ["tone", 1]]);
  });

  test("are those of its parents too, weighted on the way", () => {
    const found = adaptersIn(lineage([["law", "later", 0.2], ["both", "later", 0.5], ["mood", "both", 0.7]]), "later");
    expect(found.map((each) => each.node.id)).toEqual(["law", "mood"]);
    expect(found[1]?.ways).toEqual([{ weights: [0.5, 0.7], via: ["both"] }]);
    expect(totalWeight(found[1]?.ways ?? [])).toBeCloseTo(0.35);
  });

  test("that go in twice are counted twice", () => {
    const [mood] = adaptersIn(lineage([["mood", "later", 0.1], ["both", "later", 0.5], ["mood", "both", 0.7]]), "later");
    expect(mood?.ways).toHaveLength(2);
    expect(totalWeight(mood?.ways ?? [])).toBeCloseTo(0.45);
  });

  test("have no weight together where one is not known", () => {
    const [mood] = adaptersIn(lineage([["mood", "both", null]]), "both");
    expect(totalWeight(mood?.ways ?? [])).toBeNull();
  });

  test("are not looked for above an adapter: what it was trained on is its base", () => {
    const trained = lineage([["base", "mood", null, "adapter"], ["mood", "both", 1]]);
    expect(adaptersIn(trained, "both").map((each) => each.node.id)).toEqual(["mood"]);
  });

  test("of an adapter are itself, and of a base none", () => {
    expect(adaptersIn(lineage([["base", "mood", null, "adapter"]]), "mood").map((each) => each.node.id)).toEqual(["mood"]);
    expect(adaptersIn(lineage([["base", "base-2", null, "finetune"]]), "base-2")).toEqual([]);
  });

  test("end at a lineage that is a circle by mistake", () => {
    expect(adaptersIn(lineage([["both", "later", 1], ["later", "both", 1], ["mood", "both", 0.5]]), "later")).toHaveLength(1);
  });
});

const KINDS: Record<string, Kind> = { base: "base", "base-2": "base", mood: "adapter", tone: "adapter", law: "adapter", both: "merged", later: "merged" };

function lineage(edges: [string, string, number | null, string?][]): Lineage {
  const ids = [...new Set(edges.flatMap(([from, to]) => [from, to]))];
  return {
    nodes: ids.map((id) => ({ id, model: id, number: 1, kind: KINDS[id] ?? "base", state: "READY" as const, digest: id })),
    edges: edges.map(([from, to, weight, relation = "merge"], position) => ({ from, to, weight, relation, position })),
  };
}
