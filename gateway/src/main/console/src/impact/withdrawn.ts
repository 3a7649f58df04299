import type { Withdrawn } from "../api";

export function withdrawnText({ inherited }: Withdrawn): string {
  return inherited ? "Contains withdrawn" : "Withdrawn";
}
