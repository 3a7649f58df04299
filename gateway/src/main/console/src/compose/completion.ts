import type { Method, Parameter } from "./api";

/** What may stand at a place in a recipe, and what it means. */
export interface Candidate {
  text: string;
  hint: string;
}

/** What there is to know for completing a recipe. */
export interface Known {
  methods: Method[];
  bases: string[];
  /** Of the base that was chosen. */
  adapters: string[];
}

/** What can be put in place of the characters from one position to another. */
export interface Completion {
  from: number;
  to: number;
  candidates: Candidate[];
}

const KEYS: Record<string, string> = {
  merge_method: "how the models are combined",
  base_model: "what the others were trained on",
  models: "what is merged",
  parameters: "of the method, for all models",
  slices: "layers from different models",
  dtype: "the type that the result is computed and written in",
  out_dtype: "the type that the result is written in",
  quantize: "what a GGUF file of the result, beside it, is made of",
  tokenizer_source: "whose tokenizer the result has",
  chat_template: "how the result writes conversations",
};

const MODEL_KEYS: Record<string, string> = {
  model: "a base, or base+adapter",
  parameters: "of the method, for this model",
};

const DTYPES = ["bfloat16", "float16", "float32"].map((text) => ({ text, hint: "" }));
const BLOCKS = ["q8_0", "q4_k", "q4_0", "bf16", "f16", "f32"].map((text) => ({ text, hint: "" }));
const TRUTHS = ["true", "false"].map((text) => ({ text, hint: "" }));

/** What may stand where the cursor is: names that contain what is typed, those that begin with it first. */
export function completionAt(text: string, cursor: number, known: Known): Completion {
  const before = text.slice(text.lastIndexOf("\n", cursor - 1) + 1, cursor);
  const value = /^\s*(?:- )?\s*([\w.]+):\s+([^\s#]*)$/.exec(before);
  const key = /^(\s*)(?:- )?(\w*)$/.exec(before);
  const typed = value?.[2] ?? key?.[2] ?? "";
  const all = value ? valuesOf(value[1] ?? "", text, known) : key ? keysAt(before, text, cursor, known) : [];
  const rest = /^[\w./@+-]*/.exec(text.slice(cursor))?.[0].length ?? 0;
  return { from: cursor - typed.length, to: cursor + rest, candidates: fitting(all, typed) };
}

function fitting(all: Candidate[], typed: string): Candidate[] {
  const lower = typed.toLowerCase();
  const place = ({ text }: Candidate) => text.toLowerCase().indexOf(lower);
  if (all.some((each) => each.text === typed)) return [];
  return all.filter((each) => place(each) >= 0).toSorted((a, b) => Math.min(place(a), 1) - Math.min(place(b), 1));
}

function valuesOf(key: string, text: string, known: Known): Candidate[] {
  if (key === "merge_method") return known.methods.map(({ name, summary }) => ({ text: name, hint: summary }));
  if (key === "base_model") return known.bases.map((base) => ({ text: base, hint: "base" }));
  if (key === "model") return modelsOf(text, known);
  if (key === "dtype" || key === "out_dtype") return DTYPES;
  if (key === "quantize") return BLOCKS;
  const parameter = parametersOf(text, known).find((each) => each.name === key);
  return parameter?.type === "boolean" ? TRUTHS : (parameter?.words ?? []).map((word) => ({ text: word, hint: "" }));
}

function modelsOf(text: string, { bases, adapters }: Known): Candidate[] {
  const base = /^base_model:\s*(\S+)/m.exec(text)?.[1] ?? bases[0];
  const tuned = base === undefined ? [] : adapters.map((adapter) => ({ text: `${base}+${adapter}`, hint: "base with adapter" }));
  return [...tuned, ...bases.map((each) => ({ text: each, hint: "base" }))];
}

function keysAt(before: string, text: string, cursor: number, known: Known): Candidate[] {
  const depth = before.length - before.trimStart().length;
  if (/^\s*- /.test(before)) return named(MODEL_KEYS);
  if (depth === 0) return named(KEYS);
  const parent = parentOf(text.slice(0, cursor).split("\n").slice(0, -1), depth);
  if (parent === null) return [];
  if (parent.key === "parameters") return parametersOf(text, known).filter((each) => parent.depth === 0 || each.perModel).map(candidate);
  return parent.key === "model" ? named(MODEL_KEYS) : [];
}

/** The nearest key further out; in an item of a list, its first key. */
function parentOf(lines: string[], depth: number): { key: string; depth: number } | null {
  for (const line of lines.toReversed()) {
    const found = /^(\s*)(- )?\s*(\w+):/.exec(line);
    const outer = found?.[1]?.length ?? 0;
    if (found?.[2] && outer + 2 === depth) return { key: "model", depth: outer };
    if (found && outer < depth && (!found[2] || outer + 2 < depth)) return { key: found[3] ?? "", depth: outer };
  }
  return null;
}

function parametersOf(text: string, { methods }: Known): Parameter[] {
  const name = /^merge_method:\s*(\S+)/m.exec(text)?.[1];
  return methods.find((method) => method.name === name)?.parameters ?? [];
}

function candidate({ name, meaning, values }: Parameter): Candidate {
  return { text: `${name}: `, hint: `${meaning}; ${values}` };
}

function named(keys: Record<string, string>): Candidate[] {
  return Object.entries(keys).map(([key, hint]) => ({ text: `${key}: `, hint }));
}
