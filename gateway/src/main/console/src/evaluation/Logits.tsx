import { integer } from "../format";
import { Findings } from "../parts/Findings";
import { Table } from "../parts/Table";
import { VerdictBadge } from "./VerdictBadge";
import { Row } from "./Weights";
import type { LogitCheck } from "./api";
import { share, small } from "./numbers";

/** Level L: the merged model's answers against those of base and adapters. */
export function Logits({ check }: { check: LogitCheck }) {
  const scale = Number(check.smallestScaleError);
  return (
    <section aria-labelledby="logits">
      <h2 id="logits">
        Answers <VerdictBadge verdict={check.verdict} />
      </h2>
      <dl className="facts">
        <Row name="Positions">{integer(check.merged.positions)}</Row>
        <Row name="From base + adapters">
          {small(check.merged.mean)} nats on average, {small(check.merged.max)} at most
        </Row>
        <Row name="What the adapters do">{small(check.effect.mean)} nats on average</Row>
        <Row name="Lost by merging">{share(check.fidelity)} of what the adapters do</Row>
        <Row name="Same likeliest token">{share(check.merged.sameTop)}</Row>
        {Number.isFinite(scale) && <Row name="Smallest error of scale found">{share(scale)}</Row>}
        <Row name="Detection limit">{check.detectionLimit}</Row>
      </dl>
      <h3>Rules</h3>
      <Criteria check={check} />
      {check.faults.length > 0 && (
        <>
          <h3>Faults made on purpose, to see whether they are found</h3>
          <Faults check={check} />
        </>
      )}
      {check.findings.length > 0 && <Findings findings={check.findings} />}
    </section>
  );
}

function Criteria({ check }: { check: LogitCheck }) {
  return (
    <Table caption="Rules">
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">Verdict</th>
          <th scope="col" className="number">
            Measured
          </th>
          <th scope="col" className="number">
            Limit
          </th>
        </tr>
      </thead>
      <tbody>
        {check.criteria.map((rule) => (
          <tr key={rule.name}>
            <th scope="row">
              {rule.name}
              <div className="hint rule-meaning">{rule.meaning}</div>
            </th>
            <td>
              <VerdictBadge verdict={rule.verdict} />
            </td>
            <td className="number">{small(rule.measured)}</td>
            <td className="number">{small(rule.limit)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Faults({ check }: { check: LogitCheck }) {
  return (
    <Table caption="Faults made on purpose">
      <thead>
        <tr>
          <th scope="col">Fault</th>
          <th scope="col">Where</th>
          <th scope="col" className="number">
            Nats on average
          </th>
          <th scope="col">Found</th>
        </tr>
      </thead>
      <tbody>
        {check.faults.map((fault) => (
          <tr key={`${fault.name} ${fault.where}`}>
            <th scope="row">{fault.name}</th>
            <td className="path">{fault.where}</td>
            <td className="number">{small(fault.divergence.mean)}</td>
            <td>{fault.found ? "yes" : "no"}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
