import { useState } from "react";
import { useLoad } from "../load";
import { Shown } from "../parts/Shown";
import { evaluations } from "../evaluation/api";
import type { Metric, Sample, ScoredDocument, Scores } from "../evaluation/api";
import { score } from "../evaluation/numbers";
import { fates } from "./flips";
import { exchanges, target } from "./sample";
import type { Exchange } from "./sample";

interface DocumentRowProps {
  document: ScoredDocument;
  arms: Scores[];
  question: { suite: string; of: string[]; task: string; filter: string };
  metric: Metric;
}

/** A document that flipped; opened, what was asked and what each model answered. */
export function DocumentRow({ document, arms, question, metric }: DocumentRowProps) {
  const [opened, open] = useState(false);
  return (
    <li>
      <details onToggle={(event) => event.currentTarget.open && open(true)}>
        <summary>
          <span className="document-number">Document {document.document}</span>
          <Fates document={document} arms={arms} metric={metric} />
        </summary>
        {opened && <Answers document={document.document} arms={arms} question={question} />}
      </details>
    </li>
  );
}

function Fates({ document, arms, metric }: Pick<DocumentRowProps, "document" | "arms" | "metric">) {
  return fates(document, metric.higherIsBetter).map((fate, index) => {
    const [before, after] = [document.scores[0] ?? 0, document.scores[index + 1] ?? 0];
    if (fate === "kept") return null;
    return (
      <span key={arms[index + 1]?.name} className={`change change-${fate === "lost" ? "down" : "up"}-2`}>
        <span aria-hidden="true">{fate === "lost" ? "▼" : "▲"}</span> {fate}
        {arms.length > 2 && ` by ${arms[index + 1]?.name}`}: {plain(before)} → {plain(after)}
      </span>
    );
  });
}

function plain(value: number): string {
  return Number.isInteger(value) ? String(value) : score(value);
}

function Answers({ document, arms, question }: { document: number; arms: Scores[]; question: DocumentRowProps["question"] }) {
  const { suite, of, task, filter } = question;
  const { loaded, again } = useLoad(`sample ${document} ${JSON.stringify(question)}`, (signal) =>
    evaluations.samples(document, { suite, of, task, filter }, signal),
  );
  return (
    <Shown loaded={loaded} again={again} what="the document">
      {(samples) => <Asked samples={samples} arms={arms} />}
    </Shown>
  );
}

function Asked({ samples, arms }: { samples: Sample[]; arms: Scores[] }) {
  const first = samples.find((sample) => sample.line)?.line;
  if (!first) return <p className="hint">Nothing was kept of it.</p>;
  return (
    <div className="document-body">
      <pre className="said">{exchanges(first)[0]?.prompt}</pre>
      <p>
        <span className="muted">Wanted</span> <code>{target(first)}</code>
      </p>
      <div className="answers">
        {samples.map((sample, index) => (
          <section key={arms[index]?.name} aria-label={arms[index]?.name}>
            <h3>{arms[index]?.name}</h3>
            {sample.line ? <Replies exchanges={exchanges(sample.line)} /> : <p className="hint">It was not asked.</p>}
          </section>
        ))}
      </div>
    </div>
  );
}

function Replies({ exchanges }: { exchanges: Exchange[] }) {
  const best = Math.max(...exchanges.map((each) => Number(each.answer)));
  return (
    <ul className="replies">
      {exchanges.map((each, index) =>
        each.continuation === null ? (
          <li key={index}>
            <pre className="said">{each.answer}</pre>
          </li>
        ) : (
          <li key={index} className={Number(each.answer) === best ? "likeliest" : undefined}>
            <code>{each.continuation}</code> <span className="muted">log-likelihood {each.answer}</span>
            {Number(each.answer) === best && exchanges.length > 1 && <strong> likeliest</strong>}
          </li>
        ),
      )}
    </ul>
  );
}
