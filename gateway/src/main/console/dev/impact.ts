/** What contains what in the stand-in registry, and what was withdrawn from it. */
import type { Descendant, Impact, Proposal } from "../src/impact/api";
import { LINEAGE, models, withdrawn } from "./data.ts";

/** By the sum over all ways of the products of weights. */
export function impact(id: string): Impact | undefined {
  const found = new Map<string, Descendant>();
  const walk = (at: string, weight: number | null, depth: number) => {
    for (const edge of LINEAGE.edges.filter((each) => each.from === at)) {
      const share = weight === null || (edge.weight === null && edge.relation === "merge") ? null : weight * (edge.weight ?? 1);
      const known = found.get(edge.to);
      const sum = known ? (known.weight === null || share === null ? null : known.weight + share) : share;
      const nearer = known && known.depth <= depth + 1 ? known : descendant(edge.to, edge.relation, at, depth + 1);
      if (nearer) found.set(edge.to, { ...nearer, weight: sum });
      walk(edge.to, share, depth + 1);
    }
  };
  walk(id, 1, 0);
  const itself = descendant(id, null, null, 0);
  if (!itself) return undefined;
  return { version: itself, withdrawn: withdrawn(id), downstream: [...found.values()].toSorted((a, b) => a.depth - b.depth) };
}

function descendant(id: string, relation: string | null, via: string | null, depth: number): Descendant | undefined {
  const node = LINEAGE.nodes.find((each) => each.id === id);
  const model = models.find((each) => `${each.namespace}/${each.name}` === node?.model);
  if (!node || !model) return undefined;
  const { model: name, number, kind, state } = node;
  const standing = Object.entries(model.aliases).filter(([alias, version]) => version === number && alias !== "latest");
  const aliases = standing.map(([alias]) => `${name}@${alias}`);
  return { version: id, model: name, number, kind, state, relation, via, weight: 1, depth, aliases };
}

export const proposals: Proposal[] = [
  {
    version: "acme/assistant@4",
    state: "POSSIBLE",
    without: ["acme/support@2"],
    replaced: {},
    waitsFor: [],
    notes: [],
    why: null,
    merge: null,
    made: null,
    moves: [],
  },
  {
    version: "acme/assistant-de@1",
    state: "WAITING",
    without: [],
    replaced: {},
    waitsFor: ["acme/assistant@4"],
    notes: [],
    why: null,
    merge: null,
    made: null,
    moves: [],
  },
];
