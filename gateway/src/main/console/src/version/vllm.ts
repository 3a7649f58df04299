import type { Version } from "../api";

/** Those that --max-lora-rank takes. */
const RANKS = [8, 16, 32, 64, 128, 256, 320, 512];

/** What has vLLM serve a version, or why it cannot. */
export function serving(version: Version, door: string): { command: string | null; hint?: string } {
  if (version.kind !== "adapter") return { command: `HF_ENDPOINT=${door} vllm serve ${version.model} --revision ${version.number}` };
  const { base } = version;
  const { method = "LORA", rank = 16 } = version.config ?? {};
  const slot = RANKS.find((each) => typeof rank === "number" && each >= rank);
  if (!base) return { command: null, hint: "The registry does not know this adapter's base, and vLLM serves an adapter on its base only." };
  if (method !== "LORA" || !slot) return { command: null, hint: "vLLM serves LoRAs up to rank 512. Merge this adapter into its base, and serve the merge." };
  return { command: adapter(version, base, slot, door), hint: `It answers as the model "${name(version)}". DoRAs and adapters that save modules are merged first: vLLM serves plain LoRAs.` };
}

/** vLLM has no revision for an adapter, so that it comes from a folder of its own. */
function adapter(version: Version, base: NonNullable<Version["base"]>, slot: number, door: string): string {
  const folder = `./${name(version)}-${version.number}`;
  return [
    `HF_ENDPOINT=${door} hf download ${version.model} --revision ${version.number} \\`,
    `  --local-dir ${folder} &&`,
    `HF_ENDPOINT=${door} vllm serve ${base.model} --revision ${base.number} \\`,
    `  --enable-lora --max-lora-rank ${slot} --lora-modules ${name(version)}=${folder}`,
  ].join("\n");
}

function name(version: Version): string {
  return version.model.split("/").at(-1) ?? version.model;
}
