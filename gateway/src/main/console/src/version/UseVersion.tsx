import { useState } from "react";
import type { Version } from "../api";
import { Choice } from "../parts/Choice";
import { Code } from "../parts/Code";
import { isHubs, ways } from "./commands";
import type { Tool } from "./commands";

/** The commands that get this version into the reader's tools, each to be run as it stands. */
export function UseVersion({ version }: { version: Version }) {
  const [tool, setTool] = useState<Tool>("graft");
  const all = ways(version, window.location.origin);
  const way = all.find((each) => each.tool === tool);
  return (
    <>
      <Choice label="Tool" options={all.map((each) => ({ value: each.tool, text: each.tool }))} value={tool} choose={setTool} />
      {way?.command && <Code key={tool} text={way.command} what={`the command for ${tool}`} />}
      {way?.hint && <p className="hint">{way.hint}</p>}
      {isHubs(tool) && <TokenHint />}
    </>
  );
}

function TokenHint() {
  return (
    <p className="hint">
      Reading takes no token, uploading takes one where this registry asks for tokens: put it into <code>HF_TOKEN</code>. If you are logged in to
      another hub, its token would be sent here; <code>HF_HUB_DISABLE_IMPLICIT_TOKEN=1</code> sends none.
    </p>
  );
}
