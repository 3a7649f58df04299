import { useState } from "react";
import { Link } from "react-router";
import { queryOf } from "../api";
import { integer } from "../format";
import { Table } from "../parts/Table";
import { ArmName } from "./ArmName";
import { VerdictBadge } from "./VerdictBadge";
import { isLoss } from "./api";
import type { Difference } from "./api";
import { arrow, measured, tone } from "./matrix";
import type { Matrix, Row } from "./matrix";
import { score, signed } from "./numbers";

/** Versions by tasks: how much better or worse each is than what it is held against. */
export function MatrixTable({ matrix, suite }: { matrix: Matrix; suite: string }) {
  const [told, tell] = useState<string | null>(null);
  return (
    <>
      <Table caption="Changes, versions by tasks">
        <thead>
          <tr>
            <th scope="col" className="matrix-version">
              Version and verdict
            </th>
            {matrix.tasks.map((task) => (
              <th key={task} scope="col">
                {task}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={`${row.comparison.reference} ${row.comparison.candidate}`}>
              <th scope="row" className="matrix-version">
                <ArmName name={row.comparison.candidate} />
                <Against row={row} />
              </th>
              {row.cells.map((cell, index) => (
                <td key={matrix.tasks[index]} className="change-cell">
                  {cell ? <Cell row={row} cell={cell} suite={suite} tell={tell} /> : <span className="muted">not run</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="readout">{told ?? "Point at a change, or go to it by keyboard, for its interval and flips. It leads to the documents."}</p>
      <Scale />
    </>
  );
}

function Against({ row: { comparison } }: { row: Row }) {
  const { reference, identical, verdict } = comparison;
  return (
    <>
      <div className="hint">
        against {reference}
        {identical && ": the same answers everywhere"}
        {!verdict && ", not judged"}
      </div>
      {verdict && <VerdictBadge verdict={verdict.verdict} />}
    </>
  );
}

function Cell({ row, cell, suite, tell }: { row: Row; cell: Difference; suite: string; tell: (text: string | null) => void }) {
  const { reference, candidate } = row.comparison;
  const text = described(row, cell);
  const to = `/compare${queryOf({ suite, of: [reference, candidate], task: cell.task, ...measured(cell) })}`;
  return (
    <Link
      to={to}
      className={`change ${tone(cell)}`}
      aria-label={text}
      onMouseEnter={() => tell(text)}
      onMouseLeave={() => tell(null)}
      onFocus={() => tell(text)}
      onBlur={() => tell(null)}
    >
      <span>
        <span aria-hidden="true">{arrow(cell)}</span> {signed(cell.change)}
      </span>
      {cell.verdict && <span className="change-verdict">{cell.verdict.verdict}</span>}
    </Link>
  );
}

function described({ comparison }: Row, cell: Difference): string {
  const { task, before, after, change, lower, upper, documents, flips, margin, verdict } = cell;
  const parts = [
    `${comparison.candidate} against ${comparison.reference} on ${task}, ${unitOf(cell)}: ${score(before)} to ${score(after)}`,
    `change ${signed(change)}, from ${signed(lower)} to ${signed(upper)}, n = ${integer(documents)}`,
  ];
  if (flips) parts.push(`${integer(flips.lost)} lost, ${integer(flips.gained)} gained`);
  if (margin !== null) parts.push(`may lose ${score(margin)}`);
  if (verdict) parts.push(verdict.verdict + (verdict.documentsNeeded ? `, needs ${integer(verdict.documentsNeeded)} more documents` : ""));
  return parts.join("; ");
}

function unitOf(cell: Difference): string {
  const { metric } = measured(cell);
  return isLoss(metric) ? `the loss behind ${metric} in nats` : metric;
}

function Scale() {
  return (
    <ul className="scale" aria-label="Colours">
      <li>
        <span className="change change-down-3">▼ worse</span>
      </li>
      <li>
        <span className="change change-none">the interval holds 0</span>
      </li>
      <li>
        <span className="change change-up-3">▲ better</span>
      </li>
    </ul>
  );
}
