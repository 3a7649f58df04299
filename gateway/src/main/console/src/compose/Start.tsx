import { useId, useState } from "react";
import { useNavigate } from "react-router";
import type { Problem } from "../api";
import { asProblem } from "../load";
import { ProblemBox } from "../parts/Shown";
import { composing } from "./api";

/** Asks for the merge, and goes to where it can be watched. */
export function Start({ text, ready }: { text: string; ready: boolean }) {
  const id = useId();
  const navigate = useNavigate();
  const [output, setOutput] = useState("");
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const start = () => {
    setSent(true);
    setProblem(null);
    composing.start(text, output.trim()).then(
      (merge) => void navigate(`/merges/${merge.id}`),
      (error: unknown) => {
        setProblem(asProblem(error));
        setSent(false);
      },
    );
  };
  return (
    <form
      className="start"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !sent) start();
      }}
    >
      <div className="pick">
        <label htmlFor={id}>Model that it makes</label>
        <input
          id={id}
          required
          pattern="[^\s@\/]+\/[^\s@\/]+"
          title="namespace/name; it gets a new version"
          placeholder="namespace/name"
          autoComplete="off"
          value={output}
          onChange={(event) => setOutput(event.target.value)}
        />
      </div>
      <button className="button button-main" disabled={!ready || sent}>
        {sent ? "Starting…" : "Start the merge"}
      </button>
      {problem && <ProblemBox problem={problem} />}
    </form>
  );
}
