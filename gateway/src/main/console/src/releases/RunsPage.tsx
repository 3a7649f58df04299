import { useSearchParams } from "react-router";
import { queryOf } from "../api";
import { usePages } from "../load";
import { useRefresh } from "../live";
import { Pick } from "../parts/Pick";
import { More } from "../parts/More";
import { Empty, Shown } from "../parts/Shown";
import { ReleasesHead } from "./ReleasesHead";
import { RunRow } from "./RunRow";
import { stateText } from "./RunBadge";
import { RUN_STATES, isOver, releases } from "./api";
import type { RunState } from "./api";

const WHILE_RUNNING = 1500;
const OTHERWISE = 10_000;
const ALL = { value: "", text: "All" };

export function RunsPage() {
  const [query, setQuery] = useSearchParams();
  const state = RUN_STATES.find((each) => each === query.get("state"));
  const rule = query.get("rule") ?? undefined;
  const target = query.get("target") ?? undefined;
  const pages = usePages(`runs ${state} ${rule} ${target}`, (cursor, signal) => releases.runs({ state, rule, target, cursor }, signal));
  const running = pages.loaded.state === "ready" && pages.loaded.value.some((run) => !isOver(run));
  useRefresh(pages.again, pages.extended ? null : running ? WHILE_RUNNING : OTHERWISE);
  return (
    <div className="page">
      <ReleasesHead />
      <div className="filter-row">
        <StatePick state={state} choose={(chosen) => setQuery(queryOf({ state: chosen, rule, target }))} />
        {(rule || target) && <Narrowed by={rule ?? target ?? ""} all={() => setQuery(queryOf({ state }))} />}
      </div>
      <Shown loaded={pages.loaded} again={pages.again} what="release runs">
        {(runs) =>
          runs.length === 0 ? (
            <NoRuns narrowed={[state, rule, target].some(Boolean)} />
          ) : (
            <>
              <ul className="merges" aria-label="Release runs">
                {runs.map((run) => (
                  <RunRow key={run.id} run={run} />
                ))}
              </ul>
              <More {...pages} />
            </>
          )
        }
      </Shown>
    </div>
  );
}

function StatePick({ state, choose }: { state: RunState | undefined; choose: (state: string) => void }) {
  const options = [ALL, ...RUN_STATES.map((each) => ({ value: each, text: stateText(each) }))];
  return <Pick label="State" options={options} value={state ?? ""} choose={choose} />;
}

function Narrowed({ by, all }: { by: string; all: () => void }) {
  return (
    <p className="hint">
      Only those of {by}.{" "}
      <button type="button" className="link" onClick={all}>
        Show all
      </button>
    </p>
  );
}

function NoRuns({ narrowed }: { narrowed: boolean }) {
  if (narrowed) return <Empty title="No run fits." />;
  return (
    <Empty title="No release runs yet.">
      <p>Release a version on its page; the rules that wait for it begin their runs, which appear here.</p>
    </Empty>
  );
}
