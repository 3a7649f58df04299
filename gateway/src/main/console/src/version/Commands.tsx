import { useState } from "react";
import type { Version } from "../api";
import { Choice } from "../parts/Choice";
import { Code } from "../parts/Code";
import { command } from "./commands";
import type { Tool } from "./commands";

export function Commands({ version }: { version: Version }) {
  const [tool, setTool] = useState<Tool>("graft");
  const options: { value: Tool; text: string }[] = [
    { value: "graft", text: "graft" },
    { value: "curl", text: "curl" },
    { value: "python", text: version.kind === "adapter" ? "PEFT" : "transformers" },
  ];
  return (
    <>
      <Choice label="Tool" options={options} value={tool} choose={setTool} />
      <Code text={command(tool, version, window.location.origin)} what="the command" />
      {tool === "python" && <p className="hint">After the version was pulled into this folder.</p>}
    </>
  );
}
