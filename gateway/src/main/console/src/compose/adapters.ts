import { api } from "../api";
import type { LineageNode } from "../api";

/** The adapters that were trained on a base given as namespace/name@version. */
export async function adaptersOf(base: string, signal: AbortSignal): Promise<LineageNode[]> {
  const [model = "", version = ""] = base.split("@");
  const { nodes, edges } = await api.lineage(model, version, { direction: "down", depth: 1 }, signal);
  const trained = new Set(edges.filter((edge) => edge.relation === "adapter").map((edge) => edge.to));
  return nodes.filter((node) => trained.has(node.id) && node.state === "READY").toSorted(byName);
}

function byName(one: LineageNode, two: LineageNode): number {
  return one.model.localeCompare(two.model) || one.number - two.number;
}

/** The latest versions of bases whose name contains a text. */
export async function basesLike(text: string, signal: AbortSignal): Promise<string[]> {
  const { items } = await api.models({ kind: "base", q: text }, signal);
  return items.flatMap((each) => (each.latestVersion === null ? [] : [`${each.namespace}/${each.name}@${each.latestVersion}`]));
}
