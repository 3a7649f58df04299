import { integer } from "../format";
import { Table } from "../parts/Table";
import { ArmName } from "../evaluation/ArmName";
import type { Compared, Difference, Metric } from "../evaluation/api";
import { arrow, measured, tone } from "../evaluation/matrix";
import { signed, withError } from "../evaluation/numbers";
import { scored, shared } from "./flips";

/** Scores of all models, and how each differs from the first. */
export function SideBySide({ compared }: { compared: Compared }) {
  const { arms, against } = compared;
  return (
    <section aria-labelledby="scores">
      <h2 id="scores">Scores</h2>
      <Table caption="Scores side by side">
        <thead>
          <tr>
            <th scope="col">Task</th>
            {arms.map((arm) => (
              <th key={arm.name} scope="col">
                <ArmName name={arm.name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shared(arms).map((metric) => (
            <tr key={`${metric.task} ${metric.metric} ${metric.filter}`}>
              <th scope="row">
                {metric.task} <span className="muted">{metric.metric}</span>
              </th>
              {arms.map((arm, index) => {
                const here = scored(arm, metric);
                const change = against[index - 1]?.tasks.find((each) => isOf(each, metric));
                return (
                  <td key={arm.name}>
                    {here && withError(here.value, here.error)} <span className="muted">n {integer(here?.documents ?? 0)}</span>
                    {change && <Change change={change} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function isOf(difference: Difference, { task, metric, filter }: Metric): boolean {
  const of = measured(difference);
  return difference.task === task && of.metric === metric && of.filter === filter;
}

function Change({ change }: { change: Difference }) {
  const { lower, upper, flips } = change;
  return (
    <div>
      <span className={`change ${tone(change)}`}>
        <span aria-hidden="true">{arrow(change)}</span> {signed(change.change)}
      </span>
      <div className="hint">
        {signed(lower)} to {signed(upper)}
        {flips && `; ${integer(flips.lost)} lost, ${integer(flips.gained)} gained`}
      </div>
    </div>
  );
}
