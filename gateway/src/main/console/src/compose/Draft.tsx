import { useEffect, useState } from "react";
import { useLoad } from "../load";
import type { Loaded } from "../load";
import { Pick } from "../parts/Pick";
import { Checked } from "./Checked";
import { RecipeEditor } from "./RecipeEditor";
import { Start } from "./Start";
import { composing } from "./api";
import type { Preflight } from "./api";
import type { Known } from "./completion";
import { lineAbout, methodIn, withMethod } from "./recipe";

interface DraftProps {
  /** The recipe that the choices make. */
  chosen: string;
  choose: (method: string) => void;
  known: Known;
}

const PAUSE = 350;
const NO_METHOD = { value: "", text: "no method" };

/** A recipe to change by hand, checked while it is written, and started. */
export function Draft({ chosen, choose, known }: DraftProps) {
  const [written, setWritten] = useState<{ text: string; over: string } | null>(null);
  const text = written?.text ?? chosen;
  const { checked, isCurrent } = useCheck(text);
  const method = known.methods.find((each) => each.name === methodIn(text));
  const marked = isCurrent ? lineAtFault(checked, text) : null;
  return (
    <div className="columns compose-draft">
      <section aria-labelledby="recipe">
        <h2 id="recipe">Recipe</h2>
        <div className="filter-row">
          <Pick
            label="Method"
            options={[...(method ? [] : [NO_METHOD]), ...known.methods.map(({ name }) => ({ value: name, text: name }))]}
            value={method?.name ?? ""}
            choose={(name) => {
              choose(name);
              if (written) setWritten({ ...written, text: withMethod(written.text, name) });
            }}
          />
          <p className="hint method-summary">{method?.summary}</p>
        </div>
        <RecipeEditor
          text={text}
          marked={marked}
          known={known}
          describedBy="checked"
          change={(changed) => setWritten(changed === chosen ? null : { text: changed, over: written?.over ?? chosen })}
        />
        <p className="hint">
          Ctrl+Space completes.{" "}
          {written && (
            <>
              {written.over === chosen ? "Changed by hand." : "Changed by hand, before what is chosen above changed."}{" "}
              <button type="button" className="link" onClick={() => setWritten(null)}>
                Write it anew from what is chosen
              </button>
            </>
          )}
        </p>
      </section>
      <section aria-labelledby="ahead">
        <h2 id="ahead">Before it starts</h2>
        <div id="checked" aria-busy={!isCurrent} className={isCurrent ? undefined : "stale"}>
          <Checked checked={checked} line={marked} />
        </div>
        <Start text={text} ready={isCurrent && isFit(checked)} />
      </section>
    </div>
  );
}

/** What preflight says of a text once the typing pauses; what it said before stays until then. */
function useCheck(text: string): { checked: Loaded<Preflight>; isCurrent: boolean } {
  const settled = useSettled(text);
  const { loaded } = useLoad(`preflight ${settled}`, () => composing.preflight(settled));
  const [last, setLast] = useState(loaded);
  useEffect(() => {
    if (loaded.state !== "loading") setLast(loaded);
  }, [loaded]);
  const isNew = loaded.state !== "loading";
  return { checked: isNew ? loaded : last, isCurrent: isNew && settled === text };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function isFit(checked: Loaded<Preflight>): boolean {
  return checked.state === "ready" && checked.value.findings.every((finding) => finding.severity !== "error");
}

function lineAtFault(checked: Loaded<Preflight>, text: string): number | null {
  if (checked.state === "failed") return lineAbout(checked.problem.where, text);
  if (checked.state === "loading") return null;
  const error = checked.value.findings.find((finding) => finding.severity === "error");
  return error ? lineAbout(error.where, text) : null;
}
