import { useId, useState } from "react";
import { Problem, api } from "../api";
import type { Lineage, Version } from "../api";
import { asProblem, useLoad } from "../load";
import { useRefresh } from "../live";
import { Empty, ProblemBox, Shown } from "../parts/Shown";
import { useVersion } from "../version/VersionPage";
import { Answers } from "./Answers";
import { evaluations, isOver } from "./api";
import type { NewPrompt, Prompt } from "./api";
import { armOf, lineup } from "./lineup";

const EVERY = 700;

/** A text, continued by this version and by what it came from, side by side. */
export function AskTab() {
  const version = useVersion();
  const { loaded, again } = useLoad(`parents ${version.model}@${version.number}`, (signal) =>
    api.lineage(version.model, String(version.number), { direction: "up", depth: 1 }, signal),
  );
  if (version.state !== "READY") return <Empty title="It can be asked once it is ready." />;
  return (
    <section aria-label="Ask">
      <Shown loaded={loaded} again={again} what="the parents">
        {(lineage) => <Ask key={armOf(version)} arms={armsOf(version, lineage)} />}
      </Shown>
    </section>
  );
}

/** Parents first; adapters on the base that they were trained on. */
function armsOf(version: Version, lineage: Lineage): string[] {
  const arms = lineup(lineage, []).stages.map((stage) => stage.name);
  return [...new Set([...arms, armOf(version)])];
}

function Ask({ arms }: { arms: string[] }) {
  const [asked, setAsked] = useState<Prompt | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = (prompt: NewPrompt) => {
    setProblem(null);
    evaluations.ask(prompt).then(setAsked, (error: unknown) => setProblem(asProblem(error)));
  };
  return (
    <>
      <Question arms={arms} ask={ask} />
      {problem && <ProblemBox problem={problem} />}
      {asked && <Asked key={asked.id} id={asked.id} />}
    </>
  );
}

function Question({ arms, ask }: { arms: string[]; ask: (prompt: NewPrompt) => void }) {
  const id = useId();
  const [text, setText] = useState("");
  const [chosen, choose] = useState(arms);
  const [maxTokens, setMaxTokens] = useState(32);
  const [temperature, setTemperature] = useState(0);
  const flip = (arm: string) => choose(arms.filter((each) => chosen.includes(each) !== (each === arm)));
  const ready = text !== "" && chosen.length > 0;
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) ask({ arms: chosen, text, maxTokens, temperature, seed: 0 });
      }}
    >
      <label htmlFor={id}>Text to go on from</label>
      <textarea id={id} rows={4} value={text} onChange={(event) => setText(event.target.value)} />
      <fieldset>
        <legend>Who goes on</legend>
        {arms.map((arm) => (
          <label key={arm} className="check">
            <input type="checkbox" checked={chosen.includes(arm)} onChange={() => flip(arm)} />
            {arm}
          </label>
        ))}
      </fieldset>
      <div className="run">
        <NumberField label="Tokens at most" value={maxTokens} least={1} most={512} step={1} change={setMaxTokens} />
        <NumberField label="Temperature" value={temperature} least={0} most={5} step={0.1} change={setTemperature} />
        <button className="button" aria-disabled={!ready}>
          Ask
        </button>
      </div>
    </form>
  );
}

interface NumberFieldProps {
  label: string;
  value: number;
  least: number;
  most: number;
  step: number;
  change: (value: number) => void;
}

function NumberField({ label, value, least, most, step, change }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="pick">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        required
        min={least}
        max={most}
        step={step}
        value={Number.isNaN(value) ? "" : value}
        onChange={(event) => change(event.target.valueAsNumber)}
      />
    </div>
  );
}

function Asked({ id }: { id: string }) {
  const { loaded, again } = useLoad(`prompt ${id}`, (signal) => evaluations.prompt(id, signal));
  useRefresh(again, loaded.state === "ready" && isOver(loaded.value.state) ? null : EVERY);
  return (
    <Shown loaded={loaded} again={again} what="the answers">
      {(prompt) => <Answers prompt={prompt} />}
    </Shown>
  );
}
