import { expect, test } from "vitest";
import type { Version } from "../api";
import { ways } from "./commands";
import type { Tool } from "./commands";

const DOOR = "https://graft.example";

test("graft pulls the version by its number, not by a name that moves", () => {
  expect(command("graft", merged())).toContain("acme/assistant@4");
});

test("curl fetches every file into a folder", () => {
  expect(command("curl", merged())).toBe(
    'curl -fL --create-dirs -o "./assistant/#1" \\\n' +
      '  "https://graft.example/api/v1/models/acme/assistant/versions/4/files/{config.json,original/tokenizer.model}"',
  );
});

test("hf takes the console's address for the Hub's, and the number for the revision", () => {
  expect(command("hf", merged())).toBe("HF_ENDPOINT=https://graft.example hf download acme/assistant --revision 4");
});

test("Python hears of the address before it imports what reads it", () => {
  for (const tool of ["transformers", "PEFT"] as const) {
    for (const version of [merged(), adapter()]) {
      const [before = "", after = ""] = command(tool, version).split(/# before the imports that follow\n/);
      expect(before).toContain('os.environ["HF_ENDPOINT"] = "https://graft.example"');
      expect(before).not.toContain("from ");
      expect(after).toContain("from transformers import");
    }
  }
});

test("a model opens in transformers, and PEFT begins an adapter on it", () => {
  expect(command("transformers", merged())).toContain('model = AutoModelForCausalLM.from_pretrained("acme/assistant", revision="4"');
  expect(command("PEFT", merged())).toContain('get_peft_model(base, lora, revision="4")');
});

test("an adapter opens on the version of the base that it was trained on, with that one's tokenizer", () => {
  expect(command("PEFT", adapter())).toContain('base = AutoModelForCausalLM.from_pretrained("acme/llama", revision="2"');
  expect(command("PEFT", adapter())).toContain('PeftModel.from_pretrained(base, "acme/assistant", revision="4")');
  expect(command("transformers", adapter())).toContain('model.load_adapter("acme/assistant", adapter_kwargs={"revision": "4"})');
  expect(command("transformers", adapter())).toContain('AutoTokenizer.from_pretrained("acme/llama", revision="2")');
});

test("an adapter that brings a tokenizer is used with it", () => {
  const files = [{ path: "tokenizer_config.json", size: 1, sha256: "sha256:03" }];
  expect(command("PEFT", adapter({ files }))).toContain('AutoTokenizer.from_pretrained("acme/assistant", revision="4")');
});

test("an adapter whose base is not known here goes by what its own config says", () => {
  expect(command("PEFT", adapter({ base: null }))).toContain('AutoPeftModelForCausalLM.from_pretrained("acme/assistant", revision="4")');
  expect(way("vLLM", adapter({ base: null }))).toMatchObject({ command: null, hint: expect.stringContaining("does not know") });
});

test("vLLM serves a model as it is, and an adapter from a folder on its base", () => {
  expect(command("vLLM", merged())).toBe("HF_ENDPOINT=https://graft.example vllm serve acme/assistant --revision 4");
  expect(command("vLLM", adapter())).toBe(
    "HF_ENDPOINT=https://graft.example hf download acme/assistant --revision 4 \\\n" +
      "  --local-dir ./assistant-4 &&\n" +
      "HF_ENDPOINT=https://graft.example vllm serve acme/llama --revision 2 \\\n" +
      "  --enable-lora --max-lora-rank 16 --lora-modules assistant=./assistant-4",
  );
});

test("vLLM is given the least rank it knows that the adapter fits in", () => {
  expect(command("vLLM", adapter({ config: { method: "LORA", rank: 17 } }))).toContain("--max-lora-rank 32 ");
});

test.each([{ method: "LORA", rank: 600 }, { method: "IA3" }])("vLLM is not said to serve what it does not: %o", (config) => {
  expect(way("vLLM", adapter({ config }))).toMatchObject({ command: null, hint: expect.stringContaining("Merge this adapter") });
});

function way(tool: Tool, version: Version) {
  return ways(version, DOOR).find((each) => each.tool === tool);
}

function command(tool: Tool, version: Version): string {
  return way(tool, version)?.command ?? "";
}

function adapter(more: Partial<Version> = {}): Version {
  return { ...merged(), kind: "adapter", base: { model: "acme/llama", number: 2 }, config: { method: "LORA", rank: 16 }, ...more };
}

function merged(): Version {
  return {
    model: "acme/assistant",
    kind: "merged",
    number: 4,
    state: "READY",
    digest: "sha256:00",
    size: 3,
    files: [
      { path: "config.json", size: 1, sha256: "sha256:01" },
      { path: "original/tokenizer.model", size: 2, sha256: "sha256:02" },
    ],
    base: null,
    fingerprint: null,
    trainingFacts: null,
    findings: [],
    config: null,
    aliases: [],
    merge: null,
    createdAt: "2026-11-21T12:00:00Z",
    readyAt: null,
  };
}
