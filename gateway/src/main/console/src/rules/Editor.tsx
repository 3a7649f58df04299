import { useId, useRef, useState } from "react";
import type { Problem } from "../api";
import { asProblem } from "../load";
import { ProblemBox } from "../parts/Shown";
import { Lines } from "./Lines";
import { rules } from "./api";
import type { Rule } from "./api";
import { lineOf, lineSpan } from "./line";

interface EditorProps {
  rule: Rule;
  written: (rule: Rule) => void;
  again: () => void;
}

/** A changed text, and the version that it was changed from. */
interface Draft {
  text: string;
  of: number;
}

/** A rule's text to change. What the registry refuses is shown at its line; what somebody else wrote in between is not lost. */
export function Editor({ rule, written, again }: EditorProps) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saving, setSaving] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const described = useId();
  const text = draft?.text ?? rule.document;
  const line = problem && lineOf(problem);
  const overtaken = draft !== null && draft.of !== rule.number;
  const save = () => {
    setSaving(true);
    setProblem(null);
    rules
      .write(rule.name, text, draft?.of ?? rule.number)
      .then(
        (answer) => {
          written(answer);
          start(null);
        },
        (error: unknown) => {
          setProblem(asProblem(error));
          if (asProblem(error).status === 409) again();
        },
      )
      .finally(() => setSaving(false));
  };
  const start = (from: Draft | null) => {
    setDraft(from);
    setProblem(null);
  };
  const goTo = (at: number) => {
    area.current?.focus();
    area.current?.setSelectionRange(...lineSpan(text, at));
  };
  return (
    <form
      className="editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving && draft) save();
      }}
    >
      <Lines
        area={area}
        text={text}
        marked={line}
        label={`Text of rule ${rule.name}`}
        describedBy={problem ? described : undefined}
        change={(changed) => setDraft(changed === rule.document ? null : { text: changed, of: draft?.of ?? rule.number })}
      />
      <div id={described}>
        {problem && <ProblemBox problem={problem} />}
        {line !== null && (
          <button type="button" className="button" onClick={() => goTo(line)}>
            Go to line {line}
          </button>
        )}
      </div>
      {overtaken && <Overtaken rule={rule} keep={() => start({ text, of: rule.number })} drop={() => start(null)} />}
      <div className="ask-buttons">
        <button className="button" disabled={draft === null || saving || overtaken}>
          {saving ? "Saving…" : "Save"}
        </button>
        {draft && (
          <button type="button" className="button" onClick={() => start(null)}>
            Undo my changes
          </button>
        )}
        <span className="hint" role="status">
          {draft === null ? "Nothing changed." : "Not saved yet."}
        </span>
      </div>
    </form>
  );
}

interface OvertakenProps {
  rule: Rule;
  keep: () => void;
  drop: () => void;
}

function Overtaken({ rule, keep, drop }: OvertakenProps) {
  return (
    <div className="overtaken" role="group" aria-label="Somebody else wrote this rule">
      <p>
        {rule.actor} wrote version {rule.number} while you changed the one before. Your text is still here.
      </p>
      <details className="more-facts">
        <summary>Version {rule.number}</summary>
        <pre className="said">{rule.document}</pre>
      </details>
      <div className="ask-buttons">
        <button type="button" className="button" onClick={drop}>
          Take theirs
        </button>
        <button type="button" className="button" onClick={keep}>
          Go on with mine, to be written over theirs
        </button>
      </div>
    </div>
  );
}
