import type { Json } from "../api";

type Tree = { [key: string]: Json };

/** What was put to a model, and what it answered. */
export interface Exchange {
  prompt: string;
  continuation: string | null;
  answer: string;
}

/** The exchanges of a line of lm-evaluation-harness's sample file. */
export function exchanges(line: Tree): Exchange[] {
  const replies = list(line["resps"]);
  return list(line["arguments"]).map((request, index) => {
    const [prompt, second] = list(request);
    return {
      prompt: text(prompt),
      continuation: typeof second === "string" ? second : null,
      answer: answerOf(replies[index]),
    };
  });
}

/** A log-likelihood comes with whether it was the likeliest; of a text there may be several, of which the first is told. */
function answerOf(reply: Json | undefined): string {
  const first = list(reply)[0] ?? reply;
  const [likelihood] = list(first);
  return typeof first === "string" ? first : likelihood === undefined ? text(first) : number(text(likelihood));
}

function number(value: string): string {
  return Number.isNaN(Number(value)) ? value : Number(value).toFixed(3);
}

/** Older files have lists where newer ones have arg_0, arg_1 and so on. */
function list(value: Json | undefined): Json[] {
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}

function text(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : JSON.stringify(value);
}

export function target(line: Tree): string {
  return text(line["target"]);
}
