import type { Version } from "../api";

const TRANSFORMERS = "from transformers import AutoModelForCausalLM, AutoTokenizer";

/** A program that loads this version with transformers and has it say something. */
export function transformersFor(version: Version, door: string): string {
  return program(door, [TRANSFORMERS], [tokenizerOf(version), ...loaded(version), ...SAY]);
}

function loaded(version: Version): string[] {
  if (version.kind !== "adapter" || !version.base) return [modelOf("model", version)];
  return [modelOf("model", version.base), `model.load_adapter("${version.model}", adapter_kwargs={"revision": "${version.number}"})`];
}

/** The same with PEFT for an adapter; for a model, a program that begins an adapter on it. */
export function peftFor(version: Version, door: string): { command: string; hint?: string } {
  if (version.kind === "adapter") return { command: adapter(version, door) };
  return {
    command: begin(version, door),
    hint: "Begins a new adapter on this version; saved and uploaded, it names its base with the base's revision.",
  };
}

function adapter(version: Version, door: string): string {
  if (!version.base) {
    return program(
      door,
      ["from peft import AutoPeftModelForCausalLM", "from transformers import AutoTokenizer"],
      [tokenizerOf(version), `model = AutoPeftModelForCausalLM.${from(version)}`, ...SAY],
    );
  }
  return program(
    door,
    ["from peft import PeftModel", TRANSFORMERS],
    [
      tokenizerOf(version),
      modelOf("base", version.base),
      `model = PeftModel.from_pretrained(base, "${version.model}", revision="${version.number}")`,
      ...SAY,
    ],
  );
}

function begin(version: Version, door: string): string {
  return program(
    door,
    ["from peft import LoraConfig, get_peft_model", "from transformers import AutoModelForCausalLM"],
    [
      modelOf("base", version),
      `lora = LoraConfig(task_type="CAUSAL_LM", r=16, lora_alpha=32, target_modules="all-linear")`,
      `model = get_peft_model(base, lora, revision="${version.number}")`,
      "model.print_trainable_parameters()",
    ],
  );
}

interface Numbered {
  model: string;
  number: number;
}

/** Hugging Face's libraries read the address once, when they are imported. */
function program(door: string, imports: string[], lines: string[]): string {
  return ["import os", "", `os.environ["HF_ENDPOINT"] = "${door}"  # before the imports that follow`, "", ...imports, "", ...lines].join("\n");
}

/** Where an adapter brings no tokenizer, its base's is the one that it was trained with. */
function tokenizerOf(version: Version): string {
  const own = version.files.some((file) => file.path === "tokenizer_config.json");
  return `tokenizer = AutoTokenizer.${from(own ? version : (version.base ?? version))}`;
}

function modelOf(variable: string, of: Numbered): string {
  return `${variable} = AutoModelForCausalLM.from_pretrained("${of.model}", revision="${of.number}", dtype="auto")`;
}

function from(of: Numbered): string {
  return `from_pretrained("${of.model}", revision="${of.number}")`;
}

const SAY = [
  `prompt = tokenizer("Hello", return_tensors="pt")`,
  "print(tokenizer.decode(model.generate(**prompt, max_new_tokens=20)[0]))",
];
