import { useState } from "react";
import type { Problem } from "../api";
import { exactTime } from "../format";
import { Ask } from "../parts/Ask";
import { Pick } from "../parts/Pick";
import { ProblemBox } from "../parts/Shown";
import { aliases } from "./api";
import type { AliasMove } from "./api";
import { earlier } from "./moves";

/** Takes an alias back to where it stood. Who moved it in the meantime is not overruled: the question is asked again. */
export function Rollback({ moves, renew }: { moves: AliasMove[]; renew: () => void }) {
  const [chosen, choose] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [last] = moves;
  const possible = earlier(moves);
  const to = possible.find((move) => String(move.step) === chosen) ?? possible[0];
  if (!last || !to) return null;
  const options = possible.map((move) => ({
    value: String(move.step),
    text: `version ${move.to}, where it stood from ${exactTime(move.at)}`,
  }));
  const refused = (why: Problem) => {
    setProblem(why);
    renew();
  };
  return (
    <div className="actions">
      <Ask
        text="Roll back…"
        question={`Take ${last.alias} of ${last.model} back from version ${last.to} to version ${to.to}?`}
        confirm="Roll it back"
        reason="required"
        bad
        send={(reason) => aliases.rollBack(last.model, last.alias, last.step, to.step, reason)}
        done={() => {
          setProblem(null);
          renew();
        }}
        refused={refused}
      >
        <Pick label="Back to" options={options} value={String(to.step)} choose={choose} />
      </Ask>
      {problem && <ProblemBox problem={problem} />}
    </div>
  );
}
