import { useDeferredValue, useId, useState } from "react";
import { api } from "../api";
import type { Problem } from "../api";
import { asProblem, useLoad } from "../load";
import { ProblemBox } from "../parts/Shown";
import { PlanOf } from "./PlanOf";
import { rules } from "./api";
import type { Plan } from "./api";

/** What the rule would do if a version was released now. */
export function DryRun({ rule, model }: { rule: string; model: string }) {
  const id = useId();
  const [version, setVersion] = useState("");
  const [plan, setPlan] = useState<Plan | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const rehearse = () => {
    setProblem(null);
    setPlan(null);
    rules.dryRun(rule, version.trim()).then(setPlan, (error: unknown) => setProblem(asProblem(error)));
  };
  return (
    <>
      <form
        className="run"
        onSubmit={(event) => {
          event.preventDefault();
          rehearse();
        }}
      >
        <div className="pick">
          <label htmlFor={id}>Version that would be released</label>
          <input
            id={id}
            list={`${id}-known`}
            required
            pattern="[^\s@]+/[^\s@]+@[^\s@]+"
            title="namespace/name@number, or an alias in place of the number"
            placeholder="namespace/name@1"
            value={version}
            onChange={(event) => setVersion(event.target.value)}
          />
          <Known id={`${id}-known`} typed={useDeferredValue(version)} model={model} />
        </div>
        <button className="button">Say what would be done</button>
      </form>
      {problem && <ProblemBox problem={problem} />}
      {plan && <PlanOf plan={plan} />}
    </>
  );
}

/** Suggests the versions of the model that is typed, or else the models that the rule waits for. */
function Known({ id, typed, model }: { id: string; typed: string; model: string }) {
  const named = typed.includes("@") ? typed.slice(0, typed.indexOf("@")) : model.includes("*") ? "" : model;
  const { loaded } = useLoad(`known ${named} ${model}`, (signal) => suggestions(named, model, signal));
  return (
    <datalist id={id}>
      {loaded.state === "ready" && loaded.value.map((each) => <option key={each} value={each} />)}
    </datalist>
  );
}

async function suggestions(named: string, pattern: string, signal: AbortSignal): Promise<string[]> {
  if (named !== "") return (await api.versions(named, undefined, signal)).items.map((each) => `${each.model}@${each.number}`);
  const { items } = await api.models({ q: pattern.split("*")[0] }, signal);
  return items.flatMap((each) => (each.latestVersion === null ? [] : [`${each.namespace}/${each.name}@${each.latestVersion}`]));
}
