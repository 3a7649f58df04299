import { describe, expect, test } from "vitest";
import type { Kind, Lineage, LineageEdge } from "../api";
import { NODE, layout } from "./layout";
import type { Placed } from "./layout";
import { path } from "./route";
import type { Flow } from "./route";

const FLOWS: Flow[] = ["LR", "TB"];

describe.each(FLOWS)("a lineage that flows %s", (flow) => {
  const along = flow === "LR" ? "x" : "y";

  test("puts parents before their children", () => {
    const { nodes } = layout(family, flow);
    const at = new Map(nodes.map(({ node, ...place }) => [node.id, place[along]]));
    for (const edge of family.edges) expect(at.get(edge.from)).toBeLessThan(at.get(edge.to) ?? 0);
  });

  test("lets no version cover another", () => {
    const { nodes } = layout(family, flow);
    for (const [index, a] of nodes.entries()) {
      for (const b of nodes.slice(index + 1)) {
        const apart = Math.abs(a.x - b.x) >= NODE.width || Math.abs(a.y - b.y) >= NODE.height;
        expect(apart, `${a.node.id} and ${b.node.id}`).toBe(true);
      }
    }
  });

  test("leads no edge through a version that is not its end", () => {
    expect(crossings(layout(family, flow), flow)).toEqual([]);
  });

  test("is the same every time", () => {
    expect(layout(family, flow)).toEqual(layout(structuredClone(family), flow));
  });
});

test("an edge says its relation, and its weight where it has one", () => {
  const labels = layout(family, "LR").edges.map((placed) => placed.label);
  expect(labels).toContain("merge 0.7");
  expect(labels).toContain("adapter");
});

test("two edges between the same versions are both there, apart", () => {
  const twice = lineage({ a: "base", b: "merged" }, [edge("a", "b", 0.5, 0), edge("a", "b", -0.5, 1)]);
  const [first, second] = layout(twice, "LR").edges;
  expect(first?.id).not.toBe(second?.id);
  expect(first?.labelAt).not.toEqual(second?.labelAt);
});

test("an edge to a version beyond the depth that was asked for is left out", () => {
  const cut = lineage({ a: "base" }, [edge("a", "far", null)]);
  expect(layout(cut, "LR").edges).toEqual([]);
});

test("a version alone is a graph too", () => {
  expect(layout(lineage({ a: "base" }, []), "LR").nodes).toHaveLength(1);
});

test("an edge without anything in between is one curve", () => {
  expect(path({ x: 0, y: 0 }, [], { x: 100, y: 40 }, "LR")).toBe("M0,0 C50,0 50,40 100,40");
});

const family = lineage(
  { base: "base", "base-2": "base", mood: "adapter", tone: "adapter", law: "adapter", both: "merged", later: "merged" },
  [
    edge("base", "base-2", null, 0, "finetune"),
    edge("base", "mood", null, 0, "adapter"),
    edge("base", "tone", null, 0, "adapter"),
    edge("base", "law", null, 0, "adapter"),
    edge("base", "both", null, 0),
    edge("mood", "both", 0.7, 1),
    edge("tone", "both", 1, 2),
    edge("both", "later", 0.65, 0),
    edge("base-2", "later", 0.35, 1),
    edge("base", "later", 0.1, 2),
  ],
);

function lineage(kinds: Record<string, Kind>, edges: LineageEdge[]): Lineage {
  const nodes = Object.entries(kinds).map(([name, kind]) => ({
    id: id(name),
    model: `acme/${name}`,
    number: 1,
    kind,
    state: "READY" as const,
    digest: `sha256:${name}`,
  }));
  return { nodes, edges };
}

function edge(from: string, to: string, weight: number | null, position = 0, relation = "merge"): LineageEdge {
  return { from: id(from), to: id(to), relation, weight, position };
}

function id(name: string): string {
  return `acme/${name}@1`;
}

/** Every edge with a version that one of its straight stretches touches. */
function crossings({ nodes, edges }: Placed, flow: Flow): string[] {
  return edges.flatMap(({ id: edgeId, edge: ends, by }) =>
    by.flatMap((station) => {
      const reach = flow === "LR" ? { x: station.reach, y: 0 } : { x: 0, y: station.reach };
      return nodes
        .filter(({ node }) => node.id !== ends.from && node.id !== ends.to)
        .filter(({ x, y }) => station.x + reach.x > x && station.x - reach.x < x + NODE.width && station.y + reach.y > y && station.y - reach.y < y + NODE.height)
        .map(({ node }) => `${edgeId} through ${node.id}`);
    }),
  );
}
