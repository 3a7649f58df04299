import { useState } from "react";
import { Link } from "react-router";
import { queryOf } from "../api";
import type { Version } from "../api";
import { useLoad } from "../load";
import { Choice } from "../parts/Choice";
import { Empty, Shown } from "../parts/Shown";
import { useVersion } from "../version/VersionPage";
import { ArmName } from "./ArmName";
import { Pick } from "../parts/Pick";
import { RunSuite } from "./RunSuite";
import { ScorePlot } from "./ScorePlot";
import { ScoreTable } from "./ScoreTable";
import { runOf, seriesOf } from "./lineup";
import type { Lineup } from "./lineup";
import { lineups } from "./load";

export function ScoresTab() {
  const version = useVersion();
  const { loaded, again } = useLoad(`scores ${version.model}@${version.number}`, (signal) => lineups(version, runOf, signal));
  return (
    <section aria-label="Scores">
      <Shown loaded={loaded} again={again} what="the scores">
        {(runs) => (runs.size === 0 ? <NoScores version={version} again={again} /> : <Runs runs={runs} version={version} again={again} />)}
      </Shown>
    </section>
  );
}

function NoScores({ version, again }: { version: Version; again: () => void }) {
  return (
    <Empty title="Neither this version nor anything it came from was evaluated.">
      <RunSuite version={version} done={again} />
    </Empty>
  );
}

type View = "plots" | "table";

const VIEWS: { value: View; text: string }[] = [
  { value: "plots", text: "Plots" },
  { value: "table", text: "Table" },
];

function Runs({ runs, version, again }: { runs: Map<string, Lineup>; version: Version; again: () => void }) {
  const names = [...runs.keys()].toSorted();
  const [chosen, choose] = useState("");
  const [view, setView] = useState<View>("plots");
  const run = names.includes(chosen) ? chosen : (names[0] ?? "");
  const lineup = runs.get(run);
  if (!lineup) return null;
  return (
    <>
      <div className="filter-row">
        <Pick label="Suite" options={names.map((name) => ({ value: name, text: name }))} value={run} choose={choose} />
        <Choice label="Show as" options={VIEWS} value={view} choose={setView} />
        <CompareLink lineup={lineup} />
      </div>
      <Lined lineup={lineup} view={view} />
      <h2>Run another suite</h2>
      <RunSuite version={version} done={again} />
    </>
  );
}

function Lined({ lineup, view }: { lineup: Lineup; view: View }) {
  const series = seriesOf(lineup.stages);
  if (view === "table") return <ScoreTable lineup={lineup} series={series} />;
  return (
    <>
      <ol className="stages" aria-label="Versions, ancestors first">
        {lineup.stages.map((stage) => (
          <li key={stage.name}>
            <ArmName name={stage.name} /> {!stage.scores && <span className="muted">not run</span>}
          </li>
        ))}
      </ol>
      <div className="plots">
        {series.map((each) => (
          <ScorePlot key={`${each.task} ${each.metric} ${each.filter}`} series={each} lineup={lineup} />
        ))}
      </div>
      <p className="hint">Bars are one standard error either way. Lines join each version with its parents.</p>
    </>
  );
}

function CompareLink({ lineup }: { lineup: Lineup }) {
  const ran = lineup.stages.flatMap((stage) => stage.scores ?? []);
  const suite = ran[0]?.suite;
  if (!suite || ran.length < 2) return null;
  return <Link to={`/compare${queryOf({ suite, of: ran.map((scores) => scores.name) })}`}>Compare side by side</Link>;
}
