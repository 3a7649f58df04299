import type { AliasMove } from "./api";

/** Where an alias can be taken back to: each other version at which it stood, after the last move that put it there. */
export function earlier(moves: AliasMove[]): AliasMove[] {
  const stands = moves[0]?.to;
  const seen = new Set([stands]);
  return moves.filter((move) => {
    if (seen.has(move.to)) return false;
    seen.add(move.to);
    return true;
  });
}

/** The move whose verdict let the version be where the alias stands: its last, or one before it where that was a rollback. */
export function decisive(moves: AliasMove[]): AliasMove | undefined {
  const last = moves[0];
  if (last?.cause !== "ROLLBACK") return last;
  return moves.find((move) => move.to === last.to && move.cause !== "ROLLBACK") ?? last;
}

export const CAUSES: Record<AliasMove["cause"], string> = {
  HAND: "moved by hand",
  RELEASE: "released",
  ROLLBACK: "rolled back",
};
