import { Suspense, lazy, useState } from "react";
import { api } from "../api";
import type { Direction, Lineage } from "../api";
import { plural } from "../format";
import { useLoad } from "../load";
import { Choice } from "../parts/Choice";
import { Loading, Shown } from "../parts/Shown";
import { LineageTable } from "../lineage/LineageTable";
import { useVersion } from "./VersionPage";

const LineageGraph = lazy(() => import("../lineage/LineageGraph"));

type View = "graph" | "table";

const DIRECTIONS: { value: Direction; text: string }[] = [
  { value: "both", text: "Both ways" },
  { value: "up", text: "Upstream" },
  { value: "down", text: "Downstream" },
];
const VIEWS: { value: View; text: string }[] = [
  { value: "graph", text: "Graph" },
  { value: "table", text: "Table" },
];
const DEPTH = 8;

export function LineageTab() {
  const version = useVersion();
  const [direction, setDirection] = useState<Direction>("both");
  const [view, setView] = useState<View>("graph");
  const id = `${version.model}@${version.number}`;
  const { loaded, again } = useLoad(`lineage ${id} ${direction}`, (signal) =>
    api.lineage(version.model, String(version.number), { direction, depth: DEPTH }, signal),
  );
  return (
    <section aria-label="Lineage">
      <div className="filter-row">
        <Choice label="Direction" options={DIRECTIONS} value={direction} choose={setDirection} />
        <Choice label="Show as" options={VIEWS} value={view} choose={setView} />
        {loaded.state === "ready" && <p className="hint">{plural(loaded.value.nodes.length, "version")}</p>}
      </div>
      <Shown loaded={loaded} again={again} what="the lineage">
        {(lineage) => <View view={view} lineage={lineage} of={id} />}
      </Shown>
    </section>
  );
}

function View({ view, lineage, of }: { view: View; lineage: Lineage; of: string }) {
  switch (view) {
    case "table":
      return <LineageTable lineage={lineage} of={of} />;
    case "graph":
      return (
        <Suspense fallback={<Loading what="the graph" />}>
          <LineageGraph lineage={lineage} of={of} />
        </Suspense>
      );
  }
}
