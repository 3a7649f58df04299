import type { LineageEdge } from "../api";
import { weight } from "../format";

const NAMES: Record<string, string> = {
  adapter: "adapter of",
  finetune: "fine-tuned from",
  merge: "merged from",
  quantized: "quantized from",
};

/** What stands on an edge: the relation, and the weight where it has one. */
export function edgeLabel(edge: LineageEdge): string {
  return edge.weight === null ? edge.relation : `${edge.relation} ${weight(edge.weight)}`;
}

/** The relation as part of a sentence: child … parent. */
export function sentence(relation: string): string {
  return NAMES[relation] ?? `${relation} of`;
}
