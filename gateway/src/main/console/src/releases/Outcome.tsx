import { Link } from "react-router";
import { whyOf } from "../aliases/api";
import { VersionLink } from "../parts/Version";
import type { Run } from "./api";

/** What a run has come to, in a sentence. */
export function Outcome({ run }: { run: Run }) {
  const last = run.steps.at(-1)?.note.replace(/\.$/, "");
  switch (run.state) {
    case "RELEASED":
      return (
        <p className="outcome">
          <Link to={whyOf(run.target)}>{run.target}</Link> was moved to{" "}
          {run.version && <VersionLink reference={run.version} />}.
        </p>
      );
    case "STOPPED":
      return (
        <p className="outcome">
          Stopped, and <strong>{run.target} was not moved</strong>: {last}. Everything that was made is kept.
        </p>
      );
    case "WAITING":
      return (
        <p className="outcome">
          Nothing failed at the gate; <strong>a person has to approve</strong> {run.version && <VersionLink reference={run.version} />}.
        </p>
      );
    case "SKIPPED":
      return <p className="outcome">Not begun: {last}.</p>;
    case "CANCELLED":
      return <p className="outcome">Cancelled; {run.target} was not moved.</p>;
    case "FAILED":
      return <p className="outcome">Failed; {run.target} was not moved.</p>;
    case "QUEUED":
      return <p className="outcome">Another run works at {run.target}; this one is next after those that wait longer.</p>;
    default:
      return null;
  }
}
