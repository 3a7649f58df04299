/** Aliases and their moves in the registry's REST interface. */
import { ifMatch, pathOf, post, queryOf, read } from "../api";
import type { Page } from "../api";

export interface Alias {
  alias: string;
  version: number;
  step: number;
  isProtected: boolean;
}

/** One step in the life of an alias: 1 made it, and none is left out. */
export interface AliasMove {
  model: string;
  alias: string;
  step: number;
  from: number | null;
  to: number;
  cause: "HAND" | "RELEASE" | "ROLLBACK";
  actor: string;
  reason: string;
  run: string | null;
  verdict: string | null;
  at: string;
}

export const aliases = {
  list: (model: string, signal: AbortSignal) => read<Alias[]>(`/models/${pathOf(model)}/aliases`, signal),
  alias: (model: string, alias: string, signal: AbortSignal) => read<Alias>(aliasPath(model, alias), signal),
  history: (model: string, alias: string, cursor: string | undefined, signal: AbortSignal) =>
    read<Page<AliasMove>>(`${aliasPath(model, alias)}/history${queryOf({ cursor })}`, signal),
  rollBack: (model: string, alias: string, standsAt: number, to: number, reason: string) =>
    post<Alias>(`${aliasPath(model, alias)}/rollback`, { to, reason }, ifMatch(standsAt)),
};

function aliasPath(model: string, alias: string): string {
  return `/models/${pathOf(model)}/aliases/${encodeURIComponent(alias)}`;
}

/** The console's address of the page that says why an alias stands where it stands. */
export function whyPath(model: string, alias: string): string {
  return `/why/${model}/${encodeURIComponent(alias)}`;
}

/** The same for an alias as releases name it: namespace/name@alias. */
export function whyOf(target: string): string {
  const at = target.lastIndexOf("@");
  return whyPath(target.slice(0, at), target.slice(at + 1));
}
