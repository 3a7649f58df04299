import { describe, expect, test } from "vitest";
import type { Method, Module } from "./api";
import { completionAt } from "./completion";
import type { Known } from "./completion";
import { gridOf, leaning, shortened } from "./heat";
import { lineAbout, methodIn, recipeOf, withMethod } from "./recipe";

const WEIGHT = { name: "weight", type: "number", values: "any number", required: false, perModel: true, meaning: "how much" } as const;
const NORMALIZE = { name: "normalize", type: "boolean", values: "true or false", required: false, perModel: false, meaning: "divide" } as const;
const T = { name: "t", type: "number", values: "0 to 1", required: true, perModel: false, meaning: "how far" } as const;
const LINEAR: Method = method("linear", "none", [WEIGHT, NORMALIZE]);
const TASKS: Method = method("task_arithmetic", "required", [WEIGHT]);
const SLERP: Method = method("slerp", "required", [T]);
const KNOWN: Known = { methods: [LINEAR, TASKS, SLERP], bases: ["a/base@1"], adapters: ["a/one@1", "a/two@3"] };

function method(name: string, base: Method["base"], parameters: Method["parameters"]): Method {
  return { name, summary: `${name} it is`, takes: "models", base, leastModels: 1, parameters };
}

function module(tensor: string): Module {
  return { tensor, cosine: 0, signConflict: 0.5, normRatio: 1, outputOverlap: 0, inputOverlap: 0 };
}

/** What is offered where | stands. */
function offered(text: string): string[] {
  return completionAt(text.replace("|", ""), text.indexOf("|"), KNOWN).candidates.map((each) => each.text.trim());
}

describe("a recipe", () => {
  const both = [
    { adapter: "a/one@1", weight: 0.5 },
    { adapter: "a/two@3", weight: 1 },
  ];

  test("says what was chosen", () => {
    expect(recipeOf("a/base@1", both, TASKS)).toBe(`merge_method: task_arithmetic
base_model: a/base@1
models:
  - model: a/base@1+a/one@1
    parameters:
      weight: 0.5
  - model: a/base@1+a/two@3
    parameters:
      weight: 1
`);
  });

  test("names a base only where the method has one", () => {
    expect(recipeOf("a/base@1", both, LINEAR)).not.toContain("base_model");
  });

  test("leaves open what only a person can say", () => {
    expect(recipeOf("a/base@1", both, SLERP)).toMatch(/parameters:\n {2}t: # 0 to 1\n$/);
    expect(recipeOf("a/base@1", both, SLERP)).not.toContain("weight");
  });

  test("changes its method and nothing else", () => {
    const changed = withMethod("# mine\nmerge_method: linear # the mean\nmodels: []\n", "ties");
    expect(changed).toBe("# mine\nmerge_method: ties # the mean\nmodels: []\n");
    expect(methodIn(changed)).toBe("ties");
    expect(methodIn("models: []")).toBeNull();
  });

  test.each([
    ["recipe:3:5", 3],
    ["a/two@3", 2],
    ["nowhere", null],
    [null, null],
  ])("has what %j is about on line %j", (where, line) => {
    expect(lineAbout(where, "models:\n  - model: a/base@1+a/two@3\n")).toBe(line);
  });
});

describe("completion offers", () => {
  test("methods, those first that begin with what is typed", () => {
    expect(offered("merge_method: |")).toEqual(["linear", "task_arithmetic", "slerp"]);
    expect(offered("merge_method: l|")).toEqual(["linear", "slerp"]);
    expect(offered("merge_method: linear|")).toEqual([]);
  });

  test("models with the adapters of the base", () => {
    expect(offered("base_model: a/base@1\nmodels:\n  - model: a/base@1+|")).toEqual(["a/base@1+a/one@1", "a/base@1+a/two@3"]);
    expect(offered("base_model: |")).toEqual(["a/base@1"]);
  });

  test("parameters of the method, for one model or for all", () => {
    const recipe = "merge_method: linear\nmodels:\n  - model: a/base@1\n    parameters:\n      |";
    expect(offered(recipe)).toEqual(["weight:"]);
    expect(offered("merge_method: linear\nparameters:\n  n|")).toEqual(["normalize:"]);
    expect(offered("merge_method: linear\nparameters:\n  normalize: |")).toEqual(["true", "false"]);
  });

  test("keys where a key stands", () => {
    expect(offered("merge_method: linear\nba|")).toEqual(["base_model:"]);
    expect(offered("models:\n  - model: a/base@1\n    |")).toEqual(["model:", "parameters:"]);
  });

  test("to put in place of the whole word", () => {
    expect(completionAt("merge_method: linxar", 17, KNOWN)).toMatchObject({ from: 14, to: 20 });
  });
});

describe("the heat map", () => {
  const NAMES = ["model.layers.10.self_attn.q_proj.weight", "model.layers.2.mlp.up_proj.weight", "lm_head.weight"];

  test("has a row for each layer, by number, and a column for each module", () => {
    const grid = gridOf(NAMES.map(module));
    expect(grid.columns).toEqual(["self_attn.q_proj", "mlp.up_proj", "lm_head"]);
    expect(grid.rows.map((row) => row.name)).toEqual(["model.layers.2", "model.layers.10", "none"]);
    expect(grid.rows.map((row) => row.cells.map((cell) => cell?.tensor))).toEqual([
      [undefined, NAMES[1], undefined],
      [NAMES[0], undefined, undefined],
      [undefined, undefined, NAMES[2]],
    ]);
  });

  test("shortens names as far as they stay different", () => {
    expect(shortened(["self_attn.q_proj", "mlp.up_proj"])).toEqual(["q_proj", "up_proj"]);
    expect(shortened(["encoder.q", "decoder.q"])).toEqual(["encoder.q", "decoder.q"]);
    expect(shortened([])).toEqual([]);
  });

  test("leans to one side for what agrees and to the other for what does not", () => {
    expect(leaning("cosine", -0.4)).toBe(-0.4);
    expect(leaning("signConflict", 0.5)).toBe(0);
    expect(leaning("signConflict", 0.75)).toBe(-0.5);
    expect(leaning("normRatio", 1)).toBe(0);
    expect(leaning("normRatio", 64)).toBe(1);
  });
});
