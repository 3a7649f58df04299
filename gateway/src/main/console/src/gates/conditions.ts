import type { Json } from "../api";
import { bytes, integer, words } from "../format";
import { score, signed } from "../evaluation/numbers";
import type { Condition, Judged, Reading } from "./api";

export function kindOf(condition: Condition): string {
  return Object.keys(condition)[0] ?? "condition";
}

/** What a condition asks for, in the words of the gate's file: suite acme/general@1 · task arc. */
export function asked(condition: Condition): string {
  const settings = condition[kindOf(condition)] ?? {};
  if (kindOf(condition) === "size") return `at most ${bytes(Number(settings["atMost"]))}`;
  return Object.entries(settings)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${words(name).toLowerCase()} ${text(value)}`)
    .join(" · ");
}

function text(value: Json): string {
  if (Array.isArray(value)) return value.map(text).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A reading's number: sizes as sizes, counts as counts, changes with their sign. */
export function valueText(reading: Reading, value: number): string {
  if (reading.of === "bytes") return bytes(value);
  if (reading.of === "findings") return integer(value);
  return reading.against === null ? score(value) : signed(value);
}

export function betweenText(reading: Reading): string | null {
  const { lower, upper } = reading;
  return lower === null || upper === null ? null : `${valueText(reading, lower)} to ${valueText(reading, upper)}`;
}

/** The side of the limit on which a reading has to be. A change may be as bad as its limit, no worse. */
export function limitText({ condition }: Judged, reading: Reading): string | null {
  const settings = condition[kindOf(condition)] ?? {};
  const { atLeast = null, atMost = null } = kindOf(condition) === "score" ? settings : {};
  if (atLeast !== null && atMost !== null) return `${valueText(reading, Number(atLeast))} to ${valueText(reading, Number(atMost))}`;
  if (reading.limit === null) return null;
  const isUpper = atMost !== null || reading.of === "bytes" || reading.of === "findings";
  return `${isUpper ? "≤" : "≥"} ${valueText(reading, reading.limit)}`;
}

/** Whether a reading says something. Where nothing was measured, the registry leaves a zero from no documents. */
export function isMeasured(reading: Reading): boolean {
  return reading.documents !== 0;
}
