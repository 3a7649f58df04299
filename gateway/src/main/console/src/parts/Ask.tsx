import { useId, useState } from "react";
import type { ReactNode } from "react";
import type { Problem } from "../api";
import { asProblem } from "../load";
import { ProblemBox } from "./Shown";

interface AskProps<T> {
  /** What the button says that opens the question. */
  text: string;
  question: string;
  confirm: string;
  reason?: "optional" | "required";
  reasonLabel?: string;
  bad?: boolean;
  children?: ReactNode;
  send: (reason: string) => Promise<T>;
  done: (answer: T) => void;
  /** Takes a refusal elsewhere, for a question that may be gone by then. */
  refused?: (problem: Problem) => void;
}

type At = "rest" | "asking" | "sent";

/** A button that asks once more, and why, before it does something. */
export function Ask<T>(props: AskProps<T>) {
  const { text, question, bad = false, send, done, refused } = props;
  const [at, setAt] = useState<At>("rest");
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const tone = bad ? "button button-bad" : "button";
  const open = () => {
    setAt("asking");
    setOpened(true);
  };
  const fail = (error: unknown) => {
    setAt(refused ? "rest" : "asking");
    if (refused) refused(asProblem(error));
    else setProblem(asProblem(error));
  };
  const confirm = () => {
    setAt("sent");
    setProblem(null);
    send(reason.trim()).then((answer) => {
      setAt("rest");
      setReason("");
      done(answer);
    }, fail);
  };
  switch (at) {
    case "rest":
      return (
        <button type="button" className={tone} autoFocus={opened} onClick={open}>
          {text}
        </button>
      );
    case "sent":
      return (
        <p className="ask-sent muted" role="status">
          {question} …
        </p>
      );
    case "asking":
      return (
        <form
          className="ask-form"
          aria-label={question}
          onSubmit={(event) => {
            event.preventDefault();
            confirm();
          }}
          onKeyDown={(event) => event.key === "Escape" && setAt("rest")}
        >
          <p className="ask-question">{question}</p>
          {props.children}
          <Fields {...props} tone={tone} value={reason} change={setReason} back={() => setAt("rest")} />
          {problem && <ProblemBox problem={problem} />}
        </form>
      );
  }
}

interface FieldsProps<T> extends AskProps<T> {
  tone: string;
  value: string;
  change: (reason: string) => void;
  back: () => void;
}

function Fields<T>({ confirm, reason, reasonLabel, tone, value, change, back }: FieldsProps<T>) {
  const id = useId();
  const required = reason === "required";
  return (
    <>
      {reason && (
        <div className="pick">
          <label htmlFor={id}>{reasonLabel ?? (required ? "Why" : "Why (may be left out)")}</label>
          <textarea
            id={id}
            rows={2}
            autoFocus
            required={required}
            maxLength={2000}
            value={value}
            onChange={(event) => change(event.target.value)}
          />
        </div>
      )}
      <div className="ask-buttons">
        <button className={tone} autoFocus={!reason} disabled={required && value.trim() === ""}>
          {confirm}
        </button>
        <button type="button" className="button" onClick={back}>
          Leave it
        </button>
      </div>
    </>
  );
}
