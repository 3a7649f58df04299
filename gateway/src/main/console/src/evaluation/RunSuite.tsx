import { useEffect, useState } from "react";
import { problemIn } from "../api";
import type { Problem, Version } from "../api";
import { percent, words } from "../format";
import { asProblem, useLoad } from "../load";
import { useRefresh } from "../live";
import { ProblemBox, Shown } from "../parts/Shown";
import { Pick } from "../parts/Pick";
import { evaluations, isOver } from "./api";
import type { Evaluation, Suite } from "./api";

const EVERY = 1500;

/** Has a suite run on a version, and on what it came from, and tells how far that is. */
export function RunSuite({ version, done }: { version: Version; done: () => void }) {
  const { loaded, again } = useLoad("suites", evaluations.suites);
  return (
    <Shown loaded={loaded} again={again} what="the suites">
      {(suites) => (suites.length === 0 ? <NoSuites /> : <Form version={version} suites={suites} done={done} />)}
    </Shown>
  );
}

function NoSuites() {
  return (
    <p className="hint">
      There is no suite yet to run: post one to <code>/api/v1/suites</code>.
    </p>
  );
}

function Form({ version, suites, done }: { version: Version; suites: Suite[]; done: () => void }) {
  const options = suites.map((suite) => ({ value: `${suite.suite}@${suite.number}`, text: `${suite.suite}@${suite.number}` }));
  const [suite, choose] = useState(options[0]?.value ?? "");
  const [running, setRunning] = useState<Evaluation | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = () => {
    setProblem(null);
    request(version, suite).then(setRunning, (error: unknown) => setProblem(asProblem(error)));
  };
  const over = () => {
    setRunning(null);
    done();
  };
  if (running) return <Underway id={running.id} over={over} />;
  return (
    <>
      <form
        className="run"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <Pick label="Suite" options={options} value={suite} choose={choose} />
        <button className="button">{version.kind === "base" ? "Run it" : "Run it here and on the parents"}</button>
      </form>
      {problem && <ProblemBox problem={problem} />}
    </>
  );
}

/** What has parents is judged against them: all are run. */
function request(version: Version, suite: string): Promise<Evaluation> {
  return version.kind === "base"
    ? evaluations.run(suite, { model: `${version.model}@${version.number}`, adapters: [] })
    : evaluations.judge(version.model, String(version.number), suite);
}

function Underway({ id, over }: { id: string; over: () => void }) {
  const { loaded, again } = useLoad(`evaluation ${id}`, (signal) => evaluations.evaluation(id, signal));
  const state = loaded.state === "ready" ? loaded.value.state : "QUEUED";
  useRefresh(again, isOver(state) ? null : EVERY);
  useEffect(() => {
    if (state === "SUCCEEDED") over();
  }, [state]);
  return (
    <Shown loaded={loaded} again={again} what="the evaluation">
      {(evaluation) => <HowFar evaluation={evaluation} />}
    </Shown>
  );
}

function HowFar({ evaluation: { state, suite, error, progress } }: { evaluation: Evaluation }) {
  if (state === "FAILED" && error) return <ProblemBox problem={problemIn(error)} />;
  if (state === "CANCELLED") return <p className="outcome">Cancelled.</p>;
  const done = percent(progress.doneBytes, progress.totalBytes);
  return (
    <div className="bar-row" role="status">
      <progress max={100} value={done} aria-label={`Running ${suite}`} />
      <span>{state === "QUEUED" ? "Waiting for an eval-worker" : `${words(progress.phase)} ${done} %`}</span>
    </div>
  );
}
