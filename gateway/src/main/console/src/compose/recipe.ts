import type { Method } from "./api";

export interface Ingredient {
  adapter: string;
  weight: number;
}

/** What a person chose, as the text of a recipe. Parameters that the method cannot do without are left to be filled in. */
export function recipeOf(base: string, ingredients: Ingredient[], method: Method): string {
  const weighted = method.parameters.some((parameter) => parameter.name === "weight" && parameter.perModel);
  return [
    `merge_method: ${method.name}`,
    ...(method.base === "none" ? [] : [`base_model: ${base}`]),
    "models:",
    ...ingredients.flatMap((each) => modelOf(base, each, weighted)),
    ...requiredOf(method),
    "",
  ].join("\n");
}

function modelOf(base: string, { adapter, weight }: Ingredient, weighted: boolean): string[] {
  const lines = [`  - model: ${base}+${adapter}`];
  return weighted ? [...lines, "    parameters:", `      weight: ${weight}`] : lines;
}

function requiredOf(method: Method): string[] {
  const missing = method.parameters.filter((each) => each.required && each.defaultValue === undefined && each.name !== "weight");
  return missing.length === 0 ? [] : ["parameters:", ...missing.map((each) => `  ${each.name}: # ${each.values}`)];
}

/** The line of a recipe that a problem or finding is about: the one it names, or the first that names what it is about. */
export function lineAbout(where: string | null, text: string): number | null {
  const named = /^recipe:(\d+)/.exec(where ?? "");
  if (named) return Number(named[1]);
  if (!where) return null;
  const index = text.split("\n").findIndex((line) => line.includes(where));
  return index < 0 ? null : index + 1;
}

const METHOD = /^(merge_method:\s*)(\S*)/m;

/** The method that a recipe names. */
export function methodIn(text: string): string | null {
  return METHOD.exec(text)?.[2] ?? null;
}

/** The same recipe with another method. */
export function withMethod(text: string, method: string): string {
  return text.replace(METHOD, `$1${method}`);
}
