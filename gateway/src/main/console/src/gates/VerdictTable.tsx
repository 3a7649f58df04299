import { integer, words } from "../format";
import { VerdictBadge } from "../evaluation/VerdictBadge";
import { Table } from "../parts/Table";
import type { GateVerdict, Judged, Reading } from "./api";
import { asked, betweenText, isMeasured, kindOf, limitText, valueText } from "./conditions";

/** Each condition of a gate with what was found, and the numbers that were held against its limits. */
export function VerdictTable({ verdict }: { verdict: GateVerdict }) {
  return (
    <Table caption={`Conditions of ${verdict.gate}`}>
      <thead>
        <tr>
          <th scope="col">Condition</th>
          <th scope="col">Verdict</th>
          <th scope="col" className="number">
            Measured
          </th>
          <th scope="col" className="number">
            Between
          </th>
          <th scope="col" className="number">
            Limit
          </th>
          <th scope="col" className="number">
            Documents
          </th>
        </tr>
      </thead>
      {verdict.conditions.map((judged, index) => (
        <Condition key={index} judged={judged} />
      ))}
    </Table>
  );
}

function Condition({ judged }: { judged: Judged }) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" className="condition">
          {words(kindOf(judged.condition))}
          <div className="hint">{asked(judged.condition)}</div>
        </th>
        <td>{judged.applies ? <VerdictBadge verdict={judged.outcome} /> : <span className="muted">does not apply</span>}</td>
        <td colSpan={4} className="sentence">
          {judged.sentence}
        </td>
      </tr>
      {judged.readings.map((reading) => (
        <ReadingRow key={`${reading.of} ${reading.against}`} judged={judged} reading={reading} />
      ))}
    </tbody>
  );
}

function ReadingRow({ judged, reading }: { judged: Judged; reading: Reading }) {
  return (
    <tr className="reading">
      <th scope="row" className="condition">
        {reading.of}
        {reading.against && <div className="hint">against {reading.against}</div>}
      </th>
      <td>
        <VerdictBadge verdict={reading.outcome} />
      </td>
      <td className="number">{isMeasured(reading) ? valueText(reading, reading.value) : <span className="muted">not measured</span>}</td>
      <td className="number">{betweenText(reading)}</td>
      <td className="number">{limitText(judged, reading)}</td>
      <td className="number">{reading.documents !== null && integer(reading.documents)}</td>
    </tr>
  );
}
