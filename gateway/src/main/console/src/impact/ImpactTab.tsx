import { Suspense, lazy, useState } from "react";
import { api } from "../api";
import type { Lineage } from "../api";
import { useLoad } from "../load";
import { Choice } from "../parts/Choice";
import { Loading, Shown } from "../parts/Shown";
import { useVersion } from "../version/VersionPage";
import { ImpactTable } from "./ImpactTable";
import { Proposals } from "./Proposals";
import { impacts } from "./api";
import type { Impact } from "./api";
import { marks, reach } from "./reach";

const LineageGraph = lazy(() => import("../lineage/LineageGraph"));

type View = "graph" | "table";

const VIEWS: { value: View; text: string }[] = [
  { value: "graph", text: "Graph" },
  { value: "table", text: "Table" },
];
const DEPTH = 20;

/** What contains this version, with what weight, under which aliases. */
export function ImpactTab() {
  const version = useVersion();
  const number = String(version.number);
  const id = `${version.model}@${number}`;
  const { loaded, again } = useLoad(`impact ${id}`, async (signal) => {
    const [impact, lineage] = await Promise.all([
      impacts.impact(version.model, number, signal),
      api.lineage(version.model, number, { direction: "down", depth: DEPTH }, signal),
    ]);
    return { impact, lineage };
  });
  return (
    <section aria-label="Impact">
      <Shown loaded={loaded} again={again} what="the impact">
        {({ impact, lineage }) => <Reach impact={impact} lineage={lineage} of={id} />}
      </Shown>
    </section>
  );
}

function Reach({ impact, lineage, of }: { impact: Impact; lineage: Lineage; of: string }) {
  const [view, setView] = useState<View>("graph");
  const withdrawal = impact.withdrawn?.inherited === false ? impact.withdrawn.withdrawal : null;
  if (impact.downstream.length === 0) return <p>{reach(impact)}</p>;
  return (
    <>
      <div className="filter-row">
        <Choice label="Show as" options={VIEWS} value={view} choose={setView} />
        <p className="hint">{reach(impact)}</p>
      </div>
      {view === "table" ? (
        <ImpactTable impact={impact} lineage={lineage} />
      ) : (
        <Suspense fallback={<Loading what="the graph" />}>
          <LineageGraph lineage={lineage} of={of} marks={marks(impact)} tab="impact" />
        </Suspense>
      )}
      {withdrawal && <Proposals withdrawal={withdrawal} />}
    </>
  );
}
