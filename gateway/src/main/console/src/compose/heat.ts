import type { Meeting, Module } from "./api";

export type Measure = keyof Meeting;

/** Tensors as layers by modules; what belongs to no layer is in a row of its own. */
export interface Grid {
  columns: string[];
  rows: { name: string; cells: (Module | undefined)[] }[];
}

const NO_LAYER = "none";

export function gridOf(modules: Module[]): Grid {
  const places = modules.map((module) => ({ module, ...placeOf(module.tensor) }));
  const at = new Map(places.map((place) => [`${place.row} ${place.column}`, place.module]));
  const columns = [...new Set(places.map((place) => place.column))];
  const layers = [...new Set(places.map((place) => place.row))].toSorted(byNumber);
  return {
    columns,
    rows: layers.map((row) => ({
      name: row,
      cells: columns.map((column) => at.get(`${row} ${column}`)),
    })),
  };
}

/** model.layers.3.self_attn.q_proj.weight: row model.layers.3, column self_attn.q_proj. */
function placeOf(tensor: string): { row: string; column: string } {
  const name = tensor.replace(/\.weight$/, "");
  const found = /^(.*?\.\d+)\.(.+)$/.exec(name);
  return { row: found?.[1] ?? NO_LAYER, column: found?.[2] ?? name };
}

function byNumber(one: string, two: string): number {
  return one.localeCompare(two, "en", { numeric: true });
}

/** Names without what all of them share at the beginning, up to a dot. */
export function shortened(names: string[]): string[] {
  const parts = names.map((name) => name.split("."));
  const short = (length: number) => parts.map((each) => each.slice(-length).join("."));
  const longest = Math.max(...parts.map((each) => each.length), 1);
  for (let length = 1; length < longest; length++) {
    if (new Set(short(length)).size === names.length) return short(length);
  }
  return names;
}

/** Which way a value lies from where nothing is said, from -1 to 1; what agrees is above. */
export function leaning(measure: Measure, value: number): number {
  switch (measure) {
    case "cosine":
      return clamp(value);
    case "signConflict":
      return clamp(1 - 2 * value);
    case "normRatio":
      return clamp(Math.log2(value) / 3);
    case "outputOverlap":
    case "inputOverlap":
      return clamp(value);
  }
}

function clamp(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

/** What is measured, in a word and in a sentence, and what the ends of its scale mean. */
export const MEASURES: { value: Measure; text: string; meaning: string; ends: [string, string, string] }[] = [
  {
    value: "cosine",
    text: "Cosine",
    meaning: "Of the angle between both changes.",
    ends: ["−1: one undoes the other", "0: unrelated", "1: the same direction"],
  },
  {
    value: "signConflict",
    text: "Signs",
    meaning: "The share of elements that go up in one and down in the other.",
    ends: ["1: all against each other", "0.5: unrelated", "0: all the same way"],
  },
  {
    value: "normRatio",
    text: "Norms",
    meaning: "How much larger the second one's change is.",
    ends: ["⅛: smaller", "1: as large", "8: larger"],
  },
  {
    value: "outputOverlap",
    text: "Outputs",
    meaning: "How much both write to the same directions.",
    ends: ["", "0: nowhere the same", "1: the same"],
  },
  {
    value: "inputOverlap",
    text: "Inputs",
    meaning: "How much both read from the same directions.",
    ends: ["", "0: nowhere the same", "1: the same"],
  },
];

export function namesOf({ first, second }: { first: string; second: string }): string {
  return `${first} + ${second}`;
}

export function shownAs(value: number | null): string {
  return value === null ? "–" : value.toFixed(2).replace("-", "−").replace("−0.00", "0.00");
}
