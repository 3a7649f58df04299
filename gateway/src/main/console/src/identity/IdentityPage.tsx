import { useId, useState } from "react";
import type { HTMLInputTypeAttribute } from "react";
import { useTitle } from "../parts/title";
import { identify, identity } from "./identity";

/** What a registry takes for a name. */
const NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._@+\\-]{0,99}";

/** Where readers say who they are, for those who later ask who did what. */
export function IdentityPage() {
  useTitle("Who you are");
  const [known, setKnown] = useState(identity);
  const [kept, setKept] = useState(false);
  const change = (part: Partial<typeof known>) => {
    setKnown({ ...known, ...part });
    setKept(false);
  };
  return (
    <div className="page">
      <h1>Who you are</h1>
      <p className="lead">
        What you change is written down with your name. A registry that asks for tokens takes the name from yours; any other believes
        what you say, and says so.
      </p>
      <form
        className="ask-form identity"
        aria-label="Who you are"
        onSubmit={(event) => {
          event.preventDefault();
          identify(known);
          setKept(true);
        }}
      >
        <Field label="Name" type="text" pattern={NAME} value={known.name} change={(name) => change({ name })} />
        <Field label="Token, kept until this tab is closed" type="password" value={known.token} change={(token) => change({ token })} />
        <div className="ask-buttons">
          <button className="button">Keep</button>
          <span className="hint" role="status">
            {kept && "Kept."}
          </span>
        </div>
      </form>
    </div>
  );
}

interface FieldProps {
  label: string;
  type: HTMLInputTypeAttribute;
  pattern?: string;
  value: string;
  change: (value: string) => void;
}

function Field({ label, type, pattern, value, change }: FieldProps) {
  const id = useId();
  return (
    <div className="pick">
      <label htmlFor={id}>{label}</label>
      <input id={id} type={type} pattern={pattern} title={pattern && "Letters, digits, spaces and . _ @ + -"} autoComplete="off" value={value} onChange={(event) => change(event.target.value)} />
    </div>
  );
}
