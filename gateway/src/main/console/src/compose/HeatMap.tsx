import { useState } from "react";
import type { CSSProperties } from "react";
import { Choice } from "../parts/Choice";
import { Table } from "../parts/Table";
import type { Module, Pair } from "./api";
import { MEASURES, gridOf, leaning, namesOf, shortened, shownAs } from "./heat";
import type { Measure } from "./heat";

const STRONGEST = 55;

/** Two adapters layer by layer: what agrees is on one side of the colours, what does not on the other. */
export function HeatMap({ pair }: { pair: Pair }) {
  const [measure, choose] = useState<Measure>("cosine");
  const [told, tell] = useState<string | null>(null);
  const chosen = MEASURES.find((each) => each.value === measure);
  if (pair.modules.length === 0) return <p className="hint">They change different tensors, so neither is in the other&rsquo;s way.</p>;
  return (
    <div className="heat-map">
      <div className="filter-row">
        <Choice label="What is shown" options={MEASURES} value={measure} choose={choose} />
        <span className="hint">{chosen?.meaning}</span>
      </div>
      <Grid pair={pair} measure={measure} what={`${chosen?.text} of ${namesOf(pair)}, layers by modules`} tell={tell} />
      <ul className="scale" aria-label="Colours">
        {chosen?.ends.map((end, index) => end && <End key={end} text={end} side={index - 1} />)}
      </ul>
      <p className="readout">{told ?? "Point at a cell for all that is known of it."}</p>
    </div>
  );
}

interface GridProps {
  pair: Pair;
  measure: Measure;
  what: string;
  tell: (text: string | null) => void;
}

function Grid({ pair, measure, what, tell }: GridProps) {
  const { columns, rows } = gridOf(pair.modules);
  const names = shortened(columns);
  const layers = shortened(rows.map((row) => row.name));
  return (
    <Table caption={what}>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          {columns.map((column, index) => (
            <th key={column} scope="col" title={column}>
              {names[index]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody onMouseLeave={() => tell(null)}>
        {rows.map((row, index) => (
          <tr key={row.name}>
            <th scope="row" title={row.name}>
              {layers[index]}
            </th>
            {row.cells.map((cell, column) => (
              <Cell key={columns[column]} cell={cell} measure={measure} tell={tell} />
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Cell({ cell, measure, tell }: { cell: Module | undefined; measure: Measure; tell: (text: string | null) => void }) {
  const value = cell?.[measure] ?? null;
  if (!cell || value === null) return <td className="heat heat-none">–</td>;
  const text = [cell.tensor, ...MEASURES.map((each) => `${each.text.toLowerCase()} ${shownAs(cell[each.value])}`)].join(", ");
  return (
    <td className="heat" style={tint(leaning(measure, value))} title={text} onMouseEnter={() => tell(text)}>
      {shownAs(value)}
    </td>
  );
}

function End({ text, side }: { text: string; side: number }) {
  return (
    <li className="heat" style={tint(side)}>
      {text}
    </li>
  );
}

function tint(leaning: number): CSSProperties {
  const way = leaning < 0 ? "var(--down)" : "var(--up)";
  return { backgroundColor: `color-mix(in srgb, ${way} ${Math.round(Math.abs(leaning) * STRONGEST)}%, var(--surface))` };
}
