import type { Version } from "../api";
import { peftFor, transformersFor } from "./python";
import { serving } from "./vllm";

export type Tool = "graft" | "hf" | "transformers" | "PEFT" | "vLLM" | "curl";

/** How a tool gets at a version: a text to run as it stands, or none and a hint that says why. */
export interface Way {
  tool: Tool;
  command: string | null;
  hint?: string;
}

/** All ways to use this version. `door` is this console's own address, which is the registry's and, for Hugging Face's clients, the Hub's. */
export function ways(version: Version, door: string): Way[] {
  return [
    { tool: "graft", command: `graft pull ${reference(version)} ${folder(version)} --registry ${door}` },
    {
      tool: "hf",
      command: `HF_ENDPOINT=${door} hf download ${version.model} --revision ${version.number}`,
      hint: "Into Hugging Face's cache, where transformers, PEFT and vLLM find it; with --local-dir into a folder of your own.",
    },
    { tool: "transformers", command: transformersFor(version, door) },
    { tool: "PEFT", ...peftFor(version, door) },
    { tool: "vLLM", ...serving(version, door) },
    { tool: "curl", command: curl(version, door) },
  ];
}

/** Whether a tool takes the registry for the Hub, and sends it the token that it has for one. */
export function isHubs(tool: Tool): boolean {
  return tool !== "graft" && tool !== "curl";
}

function reference(version: Version): string {
  return `${version.model}@${version.number}`;
}

/** Where the commands put a version: its name without the namespace. */
function folder(version: Version): string {
  return `./${version.model.split("/").at(-1)}`;
}

function curl(version: Version, door: string): string {
  const files = `${door}/api/v1/models/${version.model}/versions/${version.number}/files`;
  const paths = version.files.map((file) => file.path).join(",");
  return `curl -fL --create-dirs -o "${folder(version)}/#1" \\\n  "${files}/{${paths}}"`;
}
