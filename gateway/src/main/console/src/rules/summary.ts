import { parse } from "yaml";

/** What a rule waits for and what it moves, read from its text. */
export interface Summary {
  description: string | null;
  when: string;
  target: string;
  /** The model that it waits for, in which * stands for anything. */
  model: string;
}

const UNKNOWN = "see its text";

/** The registry has checked the text before it kept it; what is read here is only told, so anything else is told as such. */
export function summary(document: string): Summary {
  const rule = mapping(parsed(document));
  const then = mapping(rule["then"]);
  const trigger = mapping(rule["when"]);
  const selector = "alias" in trigger ? trigger["alias"] : trigger["released"];
  const model = typeof selector === "string" ? selector : (text(mapping(selector)["model"]) ?? "");
  const alias = text(then["alias"]);
  return {
    description: text(rule["description"]),
    when: model === "" ? UNKNOWN : when(trigger, model) + narrowed(mapping(selector)),
    target: alias === null ? UNKNOWN : `${text(then["into"]) ?? "the released model"}@${alias}`,
    model,
  };
}

function when(trigger: Record<string, unknown>, model: string): string {
  return "alias" in trigger ? `${text(mapping(trigger["alias"])["alias"]) ?? "an alias"} of ${model} moves` : `${model} is released`;
}

function narrowed(selector: Record<string, unknown>): string {
  const tags = Object.entries(mapping(selector["tags"])).map(([name, value]) => `${name}: ${value}`);
  const base = text(selector["base"]);
  return (tags.length > 0 ? `, tagged ${tags.join(", ")}` : "") + (base === null ? "" : `, on ${base}`);
}

function parsed(document: string): unknown {
  try {
    return parse(document);
  } catch {
    return null;
  }
}

function mapping(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
