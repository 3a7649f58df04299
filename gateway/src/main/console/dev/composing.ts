/** Adapters that meet, and recipes that are tried. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Interference, Method, Parameter, Preflight } from "../src/compose/api";
import { refuse, send, textOf } from "./answers.ts";

const weight: Parameter = {
  name: "weight",
  type: "number",
  values: "any number",
  defaultValue: 1,
  required: false,
  perModel: true,
  meaning: "how much of this model goes in",
};
const normalize: Parameter = {
  name: "normalize",
  type: "boolean",
  values: "true or false",
  defaultValue: true,
  required: false,
  perModel: false,
  meaning: "whether weights are divided by their sum",
};

export const methods: Method[] = [
  { name: "linear", summary: "The weighted mean of the models.", takes: "models", base: "none", leastModels: 1, parameters: [weight, normalize] },
  { name: "task_arithmetic", summary: "The base plus the weighted sum of the differences.", takes: "models", base: "required", leastModels: 1, parameters: [weight] },
];

const MODULES = ["q_proj", "k_proj", "v_proj", "o_proj"].map((name) => `self_attn.${name}`);

export async function interference(request: IncomingMessage, response: ServerResponse) {
  const { base, adapters } = JSON.parse(await textOf(request)) as { base: string; adapters: string[] };
  const pairs = adapters.flatMap((first, index) => adapters.slice(index + 1).map((second) => pairOf(first, second)));
  const answer: Interference = {
    base,
    adapters,
    pairs,
    suggestion: {
      serveUnmerged: false,
      method: "linear",
      weights: Object.fromEntries(adapters.map((adapter) => [adapter, 1 / adapters.length])),
      reason: "All of them change the model in a like direction",
    },
    leftOut: [],
  };
  send(response, answer);
}

function pairOf(first: string, second: string) {
  const modules = Array.from({ length: 32 }, (_, layer) =>
    MODULES.map((module, column) => ({
      tensor: `model.layers.${layer}.${module}.weight`,
      ...meeting(Math.sin(layer / 5 + column)),
    })),
  ).flat();
  return { first, second, modules, ...meeting(0.4) };
}

function meeting(cosine: number) {
  return { cosine, signConflict: (1 - cosine) / 2, normRatio: 2 ** cosine, outputOverlap: cosine ** 2, inputOverlap: Math.abs(cosine) };
}

export async function preflight(request: IncomingMessage, response: ServerResponse) {
  const { recipeText } = JSON.parse(await textOf(request)) as { recipeText: string };
  const method = /^merge_method:\s*(\S*)/m.exec(recipeText)?.[1];
  if (!methods.some((each) => each.name === method)) {
    return refuse(response, 422, "RECIPE_WRONG_VALUE", "recipe:1:15", `merge_method is "${method}", which is not a merge method`, "Write linear.");
  }
  const answer: Preflight = {
    findings: [],
    inputs: [],
    expected: { bytesRead: 16e9, bytesWritten: 16e9, files: 4, memoryBytes: 128e6, seconds: 94, measuredOn: 12 },
  };
  send(response, answer);
}
