import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Problem } from "../api";
import type { Loaded } from "../load";
import { Icon } from "./Icon";

interface ShownProps<T> {
  loaded: Loaded<T>;
  again: () => void;
  what: string;
  children: (value: T) => ReactNode;
}

/** What is being loaded, once it is there; before that that it is coming, or why it is not. */
export function Shown<T>({ loaded, again, what, children }: ShownProps<T>) {
  switch (loaded.state) {
    case "loading":
      return <Loading what={what} />;
    case "failed":
      return <ProblemBox problem={loaded.problem} again={again} />;
    case "ready":
      return children(loaded.value);
  }
}

export function Loading({ what }: { what: string }) {
  return (
    <div className="loading" role="status">
      <span className="unseen">Loading {what}…</span>
      <span className="bone" />
      <span className="bone" />
      <span className="bone" />
    </div>
  );
}

/** Problems of who somebody is. */
const UNKNOWN = ["ACTOR_MALFORMED", "TOKEN_MISSING", "TOKEN_UNKNOWN", "TOKEN_REVOKED", "ROLE_MISSING", "RUN_ROLE_MISSING"];

export function ProblemBox({ problem, again }: { problem: Problem; again?: (() => void) | undefined }) {
  return (
    <div className="problem" role="alert">
      <Icon name="error" size={20} />
      <div>
        <p className="problem-message">{problem.message}</p>
        <p>{problem.remedy}</p>
        <p className="problem-code">
          <code>{problem.code}</code>
          {problem.where && <span> at {problem.where}</span>}
          {problem.requestId && <span> · request {problem.requestId}</span>}
        </p>
        {UNKNOWN.includes(problem.code) && (
          <p>
            <Link to="/you">Say who you are</Link>
          </p>
        )}
        {again && (
          <button type="button" className="button" onClick={again}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}
