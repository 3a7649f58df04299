import type { ReactNode } from "react";
import { integer } from "../format";
import { Findings } from "../parts/Findings";
import { VerdictBadge } from "./VerdictBadge";
import type { WeightCheck } from "./api";
import { share } from "./numbers";

/** Level W: tensors recomputed from the recipe. */
export function Weights({ check }: { check: WeightCheck }) {
  const differing = check.tensors.filter((tensor) => tensor.differing > 0).length;
  return (
    <section aria-labelledby="weights">
      <h2 id="weights">
        Weights <VerdictBadge verdict={check.passed ? "PASS" : "FAIL"} />
      </h2>
      <dl className="facts">
        <Row name="Recomputed">
          {integer(check.checkedElements)} of {integer(check.elements)} elements, {check.exact ? "bit for bit" : "within rounding"}
        </Row>
        <Row name="Confirmed a second way">{integer(check.confirmedElements)} elements</Row>
        <Row name="Tensors that differ">
          {integer(differing)} of {integer(check.tensors.length)}
        </Row>
        {check.deltaError !== null && <Row name="Lost to rounding">{share(check.deltaError)} of the change, by Frobenius norm</Row>}
        {check.unchanged !== null && <Row name="Still the base's bits">{share(check.unchanged)} of changed tensors' elements</Row>}
        <Row name="Detection limit">{check.detectionLimit}</Row>
      </dl>
      {check.findings.length > 0 && <Findings findings={check.findings} />}
    </section>
  );
}

export function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
