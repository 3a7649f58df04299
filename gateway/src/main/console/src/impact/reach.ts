import { plural, weight } from "../format";
import type { Descendant, Impact } from "./api";

/** How far something reaches, in a sentence. */
export function reach({ downstream }: Pick<Impact, "downstream">): string {
  const aliases = downstream.reduce((sum, each) => sum + each.aliases.length, 0);
  const direct = downstream.filter((each) => each.depth === 1).length;
  if (downstream.length === 0) return "Nothing contains this version.";
  const under = aliases === 0 ? "no alias stands at any of them" : `${plural(aliases, "alias", "aliases")} ${aliases === 1 ? "stands" : "stand"} at them`;
  return `${plural(downstream.length, "version contains", "versions contain")} it, ${direct} directly; ${under}.`;
}

/** What stands on a version in the graph: how much of the one in question is in it, and who uses it. */
export function mark({ weight: value, depth, aliases }: Descendant): string {
  const parts = [depth === 0 ? [] : [value === null ? "weight not known" : `weight ${weight(value)}`], aliases.map(shortAlias)];
  return parts.flat().join(" · ");
}

/** Without the model, which stands above it. */
function shortAlias(alias: string): string {
  return alias.slice(alias.lastIndexOf("@") + 1);
}

export function marks(impact: Impact): Map<string, string> {
  return new Map([impact.version, ...impact.downstream].map((each) => [each.version, mark(each)]));
}
