import type { ReactNode } from "react";
import { Inputs } from "../merges/Inputs";
import { Code } from "../parts/Code";
import { Findings } from "../parts/Findings";
import { VersionLink } from "../parts/Version";
import { readable } from "../merges/readable";
import type { Plan } from "./api";

export function PlanOf({ plan }: { plan: Plan }) {
  const model = plan.target.split("@")[0];
  const stopped = plan.findings.some((finding) => finding.severity === "error");
  return (
    <section aria-label="What would be done" className="plan">
      {stopped && <p className="outcome merge-error">The run would fail at the merge: preflight finds an error.</p>}
      <dl className="facts">
        <Row name="Released">
          <VersionLink reference={plan.released} />
        </Row>
        <Row name="Evaluated with">{plan.evaluate ?? <span className="muted">nothing</span>}</Row>
        <Row name="Judged by">{plan.gate}</Row>
        <Row name="Moves on PASS">
          {plan.target},{" "}
          {plan.stands === null ? "which does not exist yet" : <>now at <VersionLink reference={`${model}@${plan.stands}`} /></>}
        </Row>
      </dl>
      {plan.findings.length > 0 && (
        <>
          <h3>Findings</h3>
          <Findings findings={plan.findings} />
        </>
      )}
      <h3>Recipe, with everything pinned</h3>
      {plan.recipe === null ? (
        <p>Nothing is merged: the released version itself is judged.</p>
      ) : (
        <>
          <Code text={readable(plan.recipe)} what="the recipe" />
          <h3>Inputs</h3>
          <Inputs inputs={plan.inputs} />
        </>
      )}
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
