/** What the stand-in registry of `npm run dev` holds: made up, in the shapes of the real one. */
import { createHash } from "node:crypto";
import type { Facts, Finding, Kind, Lineage, Merge, Model, Recipe, Tensor, Version, VersionState, Withdrawn } from "../src/api";

const HOUR = 3_600_000;
const now = Date.now();

export const digest = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
export const before = (hours: number) => new Date(now - hours * HOUR).toISOString();

function model(full: string, kind: Kind, description: string, versions: number, more: Partial<Model> = {}): Model {
  const [namespace = "", name = ""] = full.split("/");
  return {
    namespace,
    name,
    kind,
    description,
    tags: {},
    versionCount: versions,
    latestVersion: versions || null,
    aliases: {},
    createdAt: before(24 * 40 + name.length * 7),
    ...more,
  };
}

const story = model("samples/tiny-llama", "base", "A small Llama with a language of its own: 0.9 M parameters, bfloat16.", 1);

export const models: Model[] = [
  model("acme/assistant", "merged", "What the support desk talks to.", 4, {
    aliases: { production: 3, champion: 4, latest: 4 },
    tags: { team: "support", languages: "en, de" },
  }),
  model("acme/llama-3.1-8b-instruct", "base", "Meta Llama 3.1 8B Instruct, as published.", 2, { tags: { licence: "llama3.1" } }),
  model("acme/sentiment", "adapter", "Reads the mood of a review.", 3, { aliases: { champion: 2 } }),
  model("acme/support", "adapter", "Answers customers in our tone.", 2),
  model("acme/legal-redaction-for-incoming-customer-correspondence-european-union", "adapter", "", 1),
  model("acme/assistant-de", "merged", "The assistant with more German in it.", 1),
  model("research/new-idea", "merged", "", 0),
  story,
  model("samples/sentiment", "adapter", "LoRA, rank 8: good or bad.", 1),
  model("samples/sentiment-2", "adapter", "The same task from another seed.", 1),
  model("samples/support", "adapter", "LoRA, rank 8: customer support.", 1),
  model("samples/assistant", "merged", "The sample base with both skills.", 1),
  ...Array.from({ length: 40 }, (_, index) =>
    model(`zoo/qwen-${index}`, "base", "One of many, to page through.", 1 + (index % 3)),
  ),
];

const FINDINGS: Finding[] = [
  {
    code: "ADAPTER_TENSOR_UNUSED",
    severity: "warning",
    where: "acme/support@2: base_model.model.lm_head.lora_A.weight",
    message: "One tensor of the adapter fits nothing in the base and was left out.",
    remedy: "Train without lm_head among the target modules, or merge into a base that has it untied.",
  },
  {
    code: "ADAPTER_ZERO_DELTA",
    severity: "info",
    where: "acme/support@2: layers.31",
    message: "The adapter's delta is zero in layer 31.",
    remedy: "Nothing to do if the layer was frozen on purpose.",
  },
];

const REJECTED: Finding[] = [
  {
    code: "SAFETENSORS_HEADER_TRUNCATED",
    severity: "error",
    where: "model-00002-of-00004.safetensors",
    message: "The header says 48,112 bytes, but the file ends after 31,004.",
    remedy: "The upload or the file is incomplete: write the file again and push a new version.",
  },
];

export const TRAINING: Facts = {
  method: "LoRA",
  learningRate: 0.0002,
  epochs: 3,
  rank: 16,
  alpha: 32,
  datasets: ["acme/reviews-2026", "acme/reviews-synthetic"],
  generalShare: 0.15,
  replay: true,
  ewc: null,
  frozenLayers: [],
  quantisedBase: false,
  dataMix: { reviews: 0.85, general: 0.15 },
  seed: 17,
};

export const RECIPE: Recipe = {
  id: digest("recipe"),
  method: "task_arithmetic",
  source: `# Both skills on the base, the mood a little quieter
merge_method: task_arithmetic
base_model: acme/llama-3.1-8b-instruct@1
models:
  - model: acme/llama-3.1-8b-instruct@1+acme/sentiment@champion
    parameters:
      weight: 0.7
  - model: acme/llama-3.1-8b-instruct@1+acme/support@2
    parameters:
      weight: 1.0
dtype: bfloat16
`,
  document: {},
};

/** The adapter whose training data were not to be used, and what contains it. */
export function withdrawn(id: string): Withdrawn | null {
  const tainted = ["acme/support@2", "acme/assistant@4", "acme/assistant-de@1"];
  if (!tainted.includes(id)) return null;
  return {
    withdrawal: "withdrawal-1",
    version: "acme/support@2",
    inherited: id !== "acme/support@2",
    kind: "data",
    reason: "Customers' letters were in it without their consent.",
    since: before(2),
  };
}

function files(kind: Kind): Version["files"] {
  const sizes: Record<string, number> =
    kind === "adapter"
      ? { "README.md": 2_114, "adapter_config.json": 1_204, "adapter_model.safetensors": 83_945_296 }
      : {
          "README.md": 44_012,
          "config.json": 855,
          "generation_config.json": 184,
          "model-00001-of-00004.safetensors": 4_976_698_672,
          "model-00002-of-00004.safetensors": 4_999_802_720,
          "model-00003-of-00004.safetensors": 4_915_916_176,
          "model-00004-of-00004.safetensors": 1_168_138_808,
          "model.safetensors.index.json": 23_950,
          "original/tokenizer.model": 2_183_982,
          "tokenizer.json": 9_085_657,
          "tokenizer_config.json": 55_351,
        };
  return Object.entries(sizes).map(([path, size]) => ({ path, size, sha256: digest(path) }));
}

export function version(full: string, number: number): Version | undefined {
  const of = models.find((each) => `${each.namespace}/${each.name}` === full);
  if (!of || number < 1 || number > of.versionCount) return undefined;
  const state: VersionState =
    full === "acme/sentiment" && number === 1 ? "REJECTED" : full === "acme/support" && number === 1 ? "PENDING" : "READY";
  const list = files(of.kind);
  const merged = of.kind === "merged";
  return {
    model: full,
    kind: of.kind,
    number,
    state,
    digest: digest(`${full}@${number}`),
    size: list.reduce((sum, file) => sum + file.size, 0),
    files: list,
    base: of.kind === "adapter" ? { model: "acme/llama-3.1-8b-instruct", number: 1 } : null,
    fingerprint: of.kind === "adapter" ? null : digest(`fingerprint ${full}@${number}`),
    trainingFacts: of.kind === "adapter" ? TRAINING : null,
    findings: state === "REJECTED" ? REJECTED : merged ? FINDINGS : [],
    config:
      of.kind === "adapter"
        ? { method: "LORA", rank: 16, alpha: 32, targetModules: ["q_proj", "k_proj", "v_proj", "o_proj"], dtype: "bfloat16" }
        : { architecture: "LlamaForCausalLM", parameters: 8_030_261_248, dtype: "bfloat16", layers: 32, tiedEmbeddings: false },
    aliases: Object.entries(of.aliases).filter(([, target]) => target === number).map(([alias]) => alias),
    merge: merged ? { id: `merge-${number}`, recipeId: RECIPE.id } : null,
    withdrawn: withdrawn(`${full}@${number}`),
    createdAt: before(200 / number),
    readyAt: state === "READY" ? before(199 / number) : null,
  };
}

export function tensors(kind: Kind): Tensor[] {
  const rows: Tensor[] = [];
  const add = (name: string, shape: number[], file: string) =>
    rows.push({ name, dtype: "BF16", shape, file, bytes: 2 * shape.reduce((a, b) => a * b, 1) });
  if (kind !== "adapter") add("lm_head.weight", [128256, 4096], "model-00004-of-00004.safetensors");
  for (let layer = 0; layer < 32; layer++) {
    const file = kind === "adapter" ? "adapter_model.safetensors" : `model-0000${1 + Math.floor(layer / 10)}-of-00004.safetensors`;
    for (const [module, rowsOf, columns] of [["q_proj", 4096, 4096], ["k_proj", 1024, 4096], ["v_proj", 1024, 4096], ["o_proj", 4096, 4096]] as const) {
      if (kind === "adapter") {
        add(`base_model.model.model.layers.${layer}.self_attn.${module}.lora_A.weight`, [16, columns], file);
        add(`base_model.model.model.layers.${layer}.self_attn.${module}.lora_B.weight`, [rowsOf, 16], file);
      } else add(`model.layers.${layer}.self_attn.${module}.weight`, [rowsOf, columns], file);
    }
    if (kind !== "adapter") add(`model.layers.${layer}.input_layernorm.weight`, [4096], file);
  }
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const node = (id: string, kind: Kind): Lineage["nodes"][number] => {
  const [full = "", number = ""] = id.split("@");
  return { id, model: full, number: Number(number), kind, state: "READY", digest: digest(id), withdrawn: withdrawn(id) };
};
const edge = (from: string, to: string, relation: string, weight: number | null, position = 0) => ({ from, to, relation, weight, position });

const BASE = "acme/llama-3.1-8b-instruct@1";
export const LINEAGE: Lineage = {
  nodes: [
    node(BASE, "base"),
    node("acme/llama-3.1-8b-instruct@2", "base"),
    node("acme/sentiment@2", "adapter"),
    node("acme/sentiment@3", "adapter"),
    node("acme/support@2", "adapter"),
    node("acme/assistant@3", "merged"),
    node("acme/assistant@4", "merged"),
    node("acme/assistant-de@1", "merged"),
    node("acme/legal-redaction-for-incoming-customer-correspondence-european-union@1", "adapter"),
  ],
  edges: [
    edge(BASE, "acme/llama-3.1-8b-instruct@2", "finetune", null),
    edge(BASE, "acme/sentiment@2", "adapter", null),
    edge(BASE, "acme/sentiment@3", "adapter", null),
    edge(BASE, "acme/support@2", "adapter", null),
    edge(BASE, "acme/legal-redaction-for-incoming-customer-correspondence-european-union@1", "adapter", null),
    edge(BASE, "acme/assistant@4", "merge", null, 0),
    edge("acme/sentiment@2", "acme/assistant@4", "merge", 0.7, 1),
    edge("acme/support@2", "acme/assistant@4", "merge", 1, 2),
    edge(BASE, "acme/assistant@3", "merge", null, 0),
    edge("acme/sentiment@2", "acme/assistant@3", "merge", 0.5, 1),
    edge("acme/assistant@4", "acme/assistant-de@1", "merge", 0.65, 0),
    edge("acme/llama-3.1-8b-instruct@2", "acme/assistant-de@1", "merge", 0.35, 1),
  ],
};

export function merge(id: string, more: Partial<Merge>): Merge {
  return {
    id,
    state: "SUCCEEDED",
    recipeId: RECIPE.id,
    output: "acme/assistant",
    version: null,
    inputs: [
      { reference: BASE, version: BASE, digest: digest(BASE) },
      { reference: "acme/sentiment@champion", version: "acme/sentiment@2", digest: digest("s") },
      { reference: "acme/support@2", version: "acme/support@2", digest: digest("t") },
    ],
    findings: [],
    progress: null,
    attempt: 1,
    parts: 1,
    partsDone: 0,
    error: null,
    createdAt: before(30),
    startedAt: before(29.99),
    finishedAt: before(29.97),
    ...more,
  };
}

export const merges: Merge[] = [
  merge("merge-running", {
    state: "RUNNING",
    createdAt: before(0.03),
    startedAt: before(0.02),
    finishedAt: null,
    findings: FINDINGS,
    progress: { phase: "merging", doneBytes: 0, totalBytes: 16_060_556_376 },
  }),
  merge("merge-queued", { state: "QUEUED", output: "acme/assistant-de", createdAt: before(0.01), startedAt: null, finishedAt: null }),
  merge("merge-4", { version: 4 }),
  merge("merge-failed", {
    state: "FAILED",
    attempt: 3,
    createdAt: before(52),
    startedAt: before(51),
    finishedAt: before(50.9),
    error: {
      code: "DISK_FULL",
      where: "worker gpu-2: /var/cache/graft",
      message: "The worker ran out of disk space after 11.2 GB.",
      remedy: "Give the worker's cache at least twice the size of the inputs (graft.worker.cache-size), then retry the job.",
    },
  }),
  merge("merge-3", { version: 3, createdAt: before(80), startedAt: before(79), finishedAt: before(78.96) }),
  merge("merge-cancelled", { state: "CANCELLED", createdAt: before(100), startedAt: before(99.9), finishedAt: before(99.8) }),
];
