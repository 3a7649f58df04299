import { bytes } from "../format";

/** Where a merge stood at some moment, in bytes and milliseconds. */
export interface Mark {
  at: number;
  done: number;
}

const WINDOW = 15_000;

/** Adds a mark and forgets those that say nothing of the present any more, such as those of an attempt that was given up. */
export function marked(marks: Mark[], mark: Mark): Mark[] {
  const last = marks.at(-1);
  if (last && mark.done < last.done) return [mark];
  return [...marks.filter((earlier) => mark.at - earlier.at <= WINDOW), mark];
}

/** Bytes per second over the marks; null as long as there is nothing to tell it from. */
export function rate(marks: Mark[]): number | null {
  const first = marks[0];
  const last = marks.at(-1);
  if (!first || !last || last.at - first.at < 1000 || last.done <= first.done) return null;
  return ((last.done - first.done) * 1000) / (last.at - first.at);
}

/** So much of a phase: a proof goes in steps, everything else in bytes. */
export function amount(phase: string, count: number): string {
  return phase === "verifying" ? `${Math.round(count)} steps` : bytes(count);
}
