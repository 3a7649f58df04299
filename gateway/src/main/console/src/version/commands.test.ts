import { expect, test } from "vitest";
import type { Version } from "../api";
import { command } from "./commands";

const DOOR = "https://graft.example";

test("graft pulls the version by its number, not by a name that moves", () => {
  expect(command("graft", merged, DOOR)).toContain("acme/assistant@4");
});

test("curl fetches every file into a folder", () => {
  expect(command("curl", merged, DOOR)).toBe(
    'curl -fL --create-dirs -o "./assistant/#1" \\\n' +
      '  "https://graft.example/api/v1/models/acme/assistant/versions/4/files/{config.json,original/tokenizer.model}"',
  );
});

test("a model opens in transformers, an adapter in PEFT on the base it was trained on", () => {
  expect(command("python", merged, DOOR)).toContain('AutoModelForCausalLM.from_pretrained("./assistant"');
  const adapter = command("python", { ...merged, kind: "adapter", base: { model: "acme/llama", number: 2 } }, DOOR);
  expect(adapter).toContain('from_pretrained("./llama", dtype="auto")  # acme/llama@2');
  expect(adapter).toContain('PeftModel.from_pretrained(base, "./assistant")');
});

const merged: Version = {
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
