/** Comparing adapters and trying recipes, in the registry's REST interface. */
import { newKey, once, post, read } from "../api";
import type { Finding, Merge, MergeInput } from "../api";

/** How two adapters meet: as a whole or in one tensor. */
export interface Meeting {
  cosine: number;
  signConflict: number;
  normRatio: number | null;
  outputOverlap: number | null;
  inputOverlap: number | null;
}

export interface Module extends Meeting {
  tensor: string;
}

export interface Pair extends Meeting {
  first: string;
  second: string;
  modules: Module[];
}

export interface Suggestion {
  serveUnmerged: boolean;
  method: string;
  weights: Record<string, number>;
  reason: string;
}

export interface Interference {
  base: string;
  adapters: string[];
  pairs: Pair[];
  /** Null where not all changes could be looked at. */
  suggestion: Suggestion | null;
  leftOut: { adapter: string; tensors: string[] }[];
}

export interface Parameter {
  name: string;
  type: "number" | "integer" | "boolean" | "choice";
  values: string;
  words?: string[];
  defaultValue?: number | boolean | string;
  required: boolean;
  perModel: boolean;
  meaning: string;
}

export interface Method {
  name: string;
  summary: string;
  takes: string;
  base: "none" | "optional" | "required";
  leastModels: number;
  mostModels?: number;
  parameters: Parameter[];
}

/** What a merge will take; the time is that of earlier merges of about its size, if there were any. */
export interface Expectation {
  bytesRead: number;
  bytesWritten: number;
  files: number;
  memoryBytes: number;
  seconds: number | null;
  measuredOn: number;
}

export interface Preflight {
  findings: Finding[];
  inputs: MergeInput[];
  expected: Expectation | null;
}

export const composing = {
  methods: (signal: AbortSignal) => read<{ methods: Method[] }>("/merge-methods", signal).then((answer) => answer.methods),
  interference: (base: string, adapters: string[]) => post<Interference>("/interference", { base, adapters }),
  preflight: (recipeText: string) => post<Preflight>("/merges/preflight", { recipeText }),
  start: (recipeText: string, output: string) => post<Merge>("/merges", { recipeText, output }, once(newKey())),
};
