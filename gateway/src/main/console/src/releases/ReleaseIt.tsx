import { useState } from "react";
import { Link } from "react-router";
import { newKey } from "../api";
import { asProblem } from "../load";
import { Ask } from "../parts/Ask";
import { RunBadge } from "./RunBadge";
import { releases } from "./api";
import type { Release } from "./api";

/** Releases a version, and says what follows. However often it is sent, one wish is one release. */
export function ReleaseIt({ version }: { version: string }) {
  const [key, setKey] = useState(newKey);
  const [release, setRelease] = useState<Release | null>(null);
  const send = (note: string) =>
    releases.release(version, note, key).catch((error: unknown) => {
      // Without an answer it may have arrived: only what was refused is another wish when it is sent again.
      if (asProblem(error).status !== null) setKey(newKey());
      throw error;
    });
  const done = (answer: Release) => {
    setRelease(answer);
    setKey(newKey());
  };
  return (
    <div className="actions">
      <Ask
        text="Release…"
        question={`Release ${version}? The rules that wait for it begin their runs.`}
        confirm="Release it"
        reason="optional"
        reasonLabel="Note (may be left out)"
        {...{ send, done }}
      />
      {release && <Followed release={release} />}
    </div>
  );
}

function Followed({ release: { version, runs } }: { release: Release }) {
  return (
    <div className="followed" role="status">
      <p>
        {version} is released. {runs.length === 0 ? "No rule waits for it, so nothing follows." : "What follows:"}
      </p>
      <ul>
        {runs.map((run) => (
          <li key={run.id}>
            <Link to={`/releases/${run.id}`}>
              {run.rule} for {run.target}
            </Link>{" "}
            <RunBadge state={run.state} />
          </li>
        ))}
      </ul>
    </div>
  );
}
