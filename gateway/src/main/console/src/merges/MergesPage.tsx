import { Link, useSearchParams } from "react-router";
import { api, isActive } from "../api";
import type { MergeState } from "../api";
import { usePages } from "../load";
import { More } from "../parts/More";
import { Empty, Shown } from "../parts/Shown";
import { useTitle } from "../parts/title";
import { MergeRow } from "./MergeRow";
import { StateTabs } from "./StateTabs";
import { useRefresh } from "../live";

const WHILE_RUNNING = 1500;
const OTHERWISE = 10_000;

export function MergesPage() {
  useTitle("Merges");
  const [query] = useSearchParams();
  const state = (query.get("state") ?? undefined) as MergeState | undefined;
  const pages = usePages(`merges ${state}`, (cursor, signal) => api.merges({ state, cursor }, signal));
  const running = pages.loaded.state === "ready" && pages.loaded.value.some(isActive);
  const refresh = running ? WHILE_RUNNING : OTHERWISE;
  useRefresh(pages.again, pages.extended ? null : refresh);
  return (
    <div className="page">
      <div className="heading">
        <h1>Merges</h1>
        <Link className="button" to="/merges/new">
          Compose a merge
        </Link>
      </div>
      <StateTabs state={state} />
      <Shown loaded={pages.loaded} again={pages.again} what="merges">
        {(merges) =>
          merges.length === 0 ? (
            <NoMerges state={state} />
          ) : (
            <>
              <ul className="merges" aria-label="Merges">
                {merges.map((merge) => (
                  <MergeRow key={merge.id} merge={merge} />
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

function NoMerges({ state }: { state: MergeState | undefined }) {
  if (state) return <Empty title={`No merge is ${state.toLowerCase()}.`} />;
  return (
    <Empty title="No merges yet.">
      <p>
        <Link to="/merges/new">Compose one</Link> from a base and its adapters; the merge and its progress appear here.
      </p>
    </Empty>
  );
}
