import { Link } from "react-router";
import { queryOf } from "../api";
import type { MergeState } from "../api";

const STATES: { state: MergeState | undefined; text: string }[] = [
  { state: undefined, text: "All" },
  { state: "QUEUED", text: "Queued" },
  { state: "RUNNING", text: "Running" },
  { state: "SUCCEEDED", text: "Succeeded" },
  { state: "FAILED", text: "Failed" },
  { state: "CANCELLED", text: "Cancelled" },
];

export function StateTabs({ state }: { state: MergeState | undefined }) {
  return (
    <nav className="tabs" aria-label="State">
      {STATES.map((tab) => (
        <Link
          key={tab.text}
          to={{ search: queryOf({ state: tab.state }) }}
          aria-current={tab.state === state ? "page" : undefined}
        >
          {tab.text}
        </Link>
      ))}
    </nav>
  );
}
