import { integer } from "../format";
import { Table } from "../parts/Table";
import { ArmName } from "./ArmName";
import type { Lineup, Series } from "./lineup";
import { withError } from "./numbers";

/** The plots' content, to read in order. */
export function ScoreTable({ lineup, series }: { lineup: Lineup; series: Series[] }) {
  return (
    <Table caption="Scores over the lineage">
      <thead>
        <tr>
          <th scope="col">Version</th>
          {series.map((each) => (
            <th key={`${each.task} ${each.metric} ${each.filter}`} scope="col" className="number">
              {each.task} {each.metric}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lineup.stages.map((stage, place) => (
          <tr key={stage.name}>
            <th scope="row">
              <ArmName name={stage.name} />
            </th>
            {series.map((each) => {
              const point = each.points[place];
              return (
                <td key={`${each.task} ${each.metric} ${each.filter}`} className="number">
                  {point ? (
                    <>
                      {withError(point.value, point.error)} <span className="muted">n {integer(point.documents)}</span>
                    </>
                  ) : (
                    <span className="muted">not run</span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
