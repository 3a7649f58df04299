import { Link } from "react-router";
import type { Version } from "../api";
import { exactTime, integer } from "../format";
import { useLoad } from "../load";
import { MatrixTable } from "../evaluation/MatrixTable";
import { VerdictBadge } from "../evaluation/VerdictBadge";
import { evaluations } from "../evaluation/api";
import type { Forgetting, Scores } from "../evaluation/api";
import { matrixOf } from "../evaluation/matrix";
import { withError } from "../evaluation/numbers";
import { Shown } from "../parts/Shown";
import { Table } from "../parts/Table";
import { versionPath } from "../parts/Version";

/** What a version can do, and what it can no more. */
export function Measured({ version: { model, number } }: { version: Version }) {
  const id = `${model}@${number}`;
  const scores = useLoad(`own scores ${id}`, (signal) => evaluations.scores(model, String(number), signal));
  const reports = useLoad(`forgetting ${id}`, (signal) => evaluations.forgetting(model, String(number), signal));
  return (
    <>
      <Shown loaded={scores.loaded} again={scores.again} what="the scores">
        {(found) => <ScoresOf scores={found} />}
      </Shown>
      <Shown loaded={reports.loaded} again={reports.again} what="the forgetting report">
        {([newest]) => (newest ? <Report forgetting={newest} /> : <p className="muted">Nobody has asked what it forgot.</p>)}
      </Shown>
      <p className="hint">
        <Link to={`${versionPath(id)}/scores`}>All scores over its lineage</Link>
      </p>
    </>
  );
}

function ScoresOf({ scores }: { scores: Scores[] }) {
  if (scores.length === 0) return <p className="muted">It was not evaluated by itself.</p>;
  return (
    <Table caption="Scores">
      <thead>
        <tr>
          <th scope="col">Task</th>
          <th scope="col">Metric</th>
          <th scope="col" className="number">
            Score
          </th>
          <th scope="col" className="number">
            Documents
          </th>
          <th scope="col">Suite</th>
        </tr>
      </thead>
      <tbody>
        {scores.flatMap((each) =>
          each.scores.map((metric) => (
            <tr key={`${each.result} ${metric.task} ${metric.metric} ${metric.filter}`}>
              <th scope="row">{metric.task}</th>
              <td>{metric.metric}</td>
              <td className="number">{withError(metric.value, metric.error)}</td>
              <td className="number">{integer(metric.documents)}</td>
              <td>{each.suite}</td>
            </tr>
          )),
        )}
      </tbody>
    </Table>
  );
}

function Report({ forgetting: { suite, verdict, report, createdAt } }: { forgetting: Forgetting }) {
  const { comparisons, candidate } = report;
  return (
    <>
      <h3>
        Forgetting report <VerdictBadge verdict={verdict} />
      </h3>
      <p className="hint">
        {suite}, {exactTime(createdAt)}
      </p>
      {comparisons && candidate && <MatrixTable matrix={matrixOf(comparisons, candidate)} suite={suite} />}
    </>
  );
}
