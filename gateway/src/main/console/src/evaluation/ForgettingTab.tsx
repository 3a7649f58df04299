import { useState } from "react";
import type { Version } from "../api";
import { exactTime } from "../format";
import { useLoad } from "../load";
import { Findings } from "../parts/Findings";
import { Empty, Shown } from "../parts/Shown";
import { useVersion } from "../version/VersionPage";
import { MatrixTable } from "./MatrixTable";
import { Pick } from "../parts/Pick";
import { RunSuite } from "./RunSuite";
import { VerdictBadge } from "./VerdictBadge";
import { evaluations } from "./api";
import type { Forgetting, ForgettingReport } from "./api";
import { matrixOf } from "./matrix";
import { share } from "./numbers";

export function ForgettingTab() {
  const version = useVersion();
  const { loaded, again } = useLoad(`forgetting ${version.model}@${version.number}`, (signal) =>
    evaluations.forgetting(version.model, String(version.number), signal),
  );
  return (
    <section aria-label="Forgetting">
      <Shown loaded={loaded} again={again} what="the reports">
        {(reports) =>
          reports.length === 0 ? (
            <NotJudged version={version} again={again} />
          ) : (
            <Reports reports={reports} version={version} again={again} />
          )
        }
      </Shown>
    </section>
  );
}

function NotJudged({ version, again }: { version: Version; again: () => void }) {
  if (version.kind === "base") {
    return (
      <Empty title="Nothing came before this version that it could have forgotten.">
        <p>What adapters and merges forget of it stands on their own pages.</p>
      </Empty>
    );
  }
  return (
    <Empty title="Nobody has asked yet what this version forgot.">
      <RunSuite version={version} done={again} />
    </Empty>
  );
}

function Reports({ reports, version, again }: { reports: Forgetting[]; version: Version; again: () => void }) {
  const [chosen, choose] = useState("");
  const report = reports.find((each) => each.evaluation === chosen) ?? reports[0];
  if (!report) return null;
  const options = reports.map((each) => ({ value: each.evaluation, text: `${each.suite}, ${exactTime(each.createdAt)}` }));
  return (
    <>
      <div className="filter-row">
        <Pick label="Report" options={options} value={report.evaluation} choose={choose} />
        <VerdictBadge verdict={report.verdict} />
      </div>
      <Report forgetting={report} />
      <h2>Ask again, or with another suite</h2>
      <RunSuite version={version} done={again} />
    </>
  );
}

function Report({ forgetting: { report, suite } }: { forgetting: Forgetting }) {
  const { comparisons, candidate, findings = [] } = report;
  return (
    <>
      <Agreed report={report} />
      {comparisons && candidate && <MatrixTable matrix={matrixOf(comparisons, candidate)} suite={suite} />}
      <Excluded report={report} />
      {findings.length > 0 && (
        <>
          <h2>Findings</h2>
          <Findings findings={findings} />
        </>
      )}
    </>
  );
}

/** The rule that was set before anything ran. */
function Agreed({ report: { margins } }: { report: ForgettingReport }) {
  if (!margins) return null;
  const { retention, alpha, lossMargin, power } = margins.rule;
  return (
    <p className="hint rule">
      Agreed before the run: it keeps {share(retention)} of what its references can do beyond chance, and a loss grows by at most{" "}
      {share(Math.exp(lossMargin) - 1)}. A version that does not passes with a chance of at most {share(alpha)}; documents that are
      still needed are reckoned for a power of {share(power)}.
    </p>
  );
}

function Excluded({ report: { margins } }: { report: ForgettingReport }) {
  if (!margins || margins.excluded.length === 0) return null;
  return (
    <details className="more-facts">
      <summary>Not decided on: {margins.excluded.length}</summary>
      <ul>
        {margins.excluded.map((each) => (
          <li key={`${each.reference} ${each.task}`}>
            <strong>{each.task}</strong>: {each.reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
