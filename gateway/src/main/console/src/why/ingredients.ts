import type { Lineage, LineageNode } from "../api";

/** A way on which something goes into a version: the weight of each merge, and the versions between, nearest first. */
export interface Way {
  weights: (number | null)[];
  via: string[];
}

/** An adapter in a version, by every way on which it went in. */
export interface Ingredient {
  node: LineageNode;
  ways: Way[];
}

/** The adapters in a version, the nearest first. Those of a base that it was merged onto are in it, too. */
export function adaptersIn(lineage: Lineage, of: string): Ingredient[] {
  const nodes = new Map(lineage.nodes.map((node) => [node.id, node]));
  const found = new Map<string, Way[]>();
  const climb = (id: string, way: Way, passed: string[]) => {
    for (const edge of lineage.edges.filter((each) => each.to === id && !passed.includes(each.from))) {
      const weights = edge.relation === "merge" ? [...way.weights, edge.weight] : way.weights;
      const node = nodes.get(edge.from);
      if (node?.kind === "adapter") found.set(node.id, [...(found.get(node.id) ?? []), { weights, via: way.via }]);
      else climb(edge.from, { weights, via: [...way.via, edge.from] }, [...passed, edge.from]);
    }
  };
  const itself = nodes.get(of);
  if (itself?.kind === "adapter") found.set(of, [{ weights: [], via: [] }]);
  else climb(of, { weights: [], via: [] }, [of]);
  return [...found]
    .flatMap(([id, ways]) => {
      const node = nodes.get(id);
      return node ? [{ node, ways }] : [];
    })
    .toSorted((a, b) => nearest(a) - nearest(b));
}

function nearest({ ways }: Ingredient): number {
  return Math.min(...ways.map((way) => way.via.length));
}

/** Of all ways together: products of weights, summed. Null where a weight is not known. */
export function totalWeight(ways: Way[]): number | null {
  let sum = 0;
  for (const { weights } of ways) {
    if (weights.includes(null)) return null;
    sum += weights.reduce<number>((product, weight) => product * (weight ?? 0), 1);
  }
  return sum;
}
