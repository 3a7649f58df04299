import { Table } from "../parts/Table";
import type { Pair } from "./api";
import { MEASURES, namesOf, shownAs } from "./heat";

/** Each two adapters as a whole. */
export function PairTable({ pairs }: { pairs: Pair[] }) {
  return (
    <Table caption="Pairs of adapters">
      <thead>
        <tr>
          <th scope="col">Pair</th>
          {MEASURES.map(({ value, text, meaning }) => (
            <th key={value} scope="col" className="number" title={meaning}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={namesOf(pair)}>
            <th scope="row" className="pair">
              <span>{pair.first} +</span> <span>{pair.second}</span>
            </th>
            {MEASURES.map(({ value }) => (
              <td key={value} className="number">
                {shownAs(pair[value])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
