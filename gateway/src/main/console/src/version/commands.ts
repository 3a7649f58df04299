import type { Version } from "../api";

export type Tool = "graft" | "curl" | "python";

/** The text that gets this version onto the reader's machine, or into a program there. `door` is this console's own address. */
export function command(tool: Tool, version: Version, door: string): string {
  switch (tool) {
    case "graft":
      return `graft pull ${reference(version)} ${folder(version)} --registry ${door}`;
    case "curl":
      return curl(version, door);
    case "python":
      return version.kind === "adapter" ? peft(version) : transformers(version);
  }
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

function transformers(version: Version): string {
  const path = folder(version);
  return `from transformers import AutoModelForCausalLM, AutoTokenizer

model = AutoModelForCausalLM.from_pretrained("${path}", dtype="auto")
tokenizer = AutoTokenizer.from_pretrained("${path}")`;
}

function peft(version: Version): string {
  const base = version.base ? `./${version.base.model.split("/").at(-1)}` : "./base";
  const where = version.base ? `  # ${version.base.model}@${version.base.number}` : "";
  return `from peft import PeftModel
from transformers import AutoModelForCausalLM

base = AutoModelForCausalLM.from_pretrained("${base}", dtype="auto")${where}
model = PeftModel.from_pretrained(base, "${folder(version)}")`;
}
