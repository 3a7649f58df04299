import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { plural } from "../format";
import { usePages } from "../load";
import { Choice } from "../parts/Choice";
import { More } from "../parts/More";
import { Empty, Shown } from "../parts/Shown";
import { Pick } from "../parts/Pick";
import { evaluations } from "../evaluation/api";
import type { Compared, Metric } from "../evaluation/api";
import { DocumentRow } from "./DocumentRow";
import { flipped, shared } from "./flips";
import type { Direction } from "./flips";

const DIRECTIONS: { value: Direction; text: string }[] = [
  { value: "all", text: "Lost and gained" },
  { value: "lost", text: "Lost" },
  { value: "gained", text: "Gained" },
];
const FEW = 10;

interface DocumentsProps {
  compared: Compared;
  of: string[];
  change: (values: Record<string, string | string[]>) => void;
}

/** The documents on which the models differ, of one task and metric at a time. */
export function Documents({ compared, of, change }: DocumentsProps) {
  const [query] = useSearchParams();
  const metrics = shared(compared.arms);
  const metric = asked(metrics, query) ?? metrics[0];
  const direction = DIRECTIONS.find((each) => each.value === query.get("flips"))?.value ?? "all";
  if (!metric) return <Empty title="The models have no task and metric in common." />;
  const name = (of: Metric) => `${of.task} · ${of.metric}${of.filter === "none" ? "" : ` · ${of.filter}`}`;
  const choose = (chosen: string) => {
    const found = metrics.find((each) => name(each) === chosen);
    if (found) change({ task: found.task, metric: found.metric, filter: found.filter });
  };
  return (
    <section aria-labelledby="documents">
      <h2 id="documents">Documents that flipped</h2>
      <div className="filter-row">
        <Pick label="Task" options={metrics.map((each) => ({ value: name(each), text: name(each) }))} value={name(metric)} choose={choose} />
        <Choice label="Flipped" options={DIRECTIONS} value={direction} choose={(flips) => change({ flips })} />
      </div>
      <Flipped compared={compared} of={of} metric={metric} direction={direction} />
    </section>
  );
}

function asked(metrics: Metric[], query: URLSearchParams): Metric | undefined {
  const said = (name: string, value: string) => !query.has(name) || query.get(name) === value;
  return metrics.find((each) => said("task", each.task) && said("metric", each.metric) && said("filter", each.filter));
}

interface FlippedProps {
  compared: Compared;
  of: string[];
  metric: Metric;
  direction: Direction;
}

function Flipped({ compared, of, metric, direction }: FlippedProps) {
  const question = { suite: compared.suite, of, task: metric.task, metric: metric.metric, filter: metric.filter };
  const key = JSON.stringify(question);
  const pages = usePages(`documents ${key}`, (cursor, signal) => evaluations.documents(question, cursor, signal));
  const found = pages.loaded.state === "ready" ? flipped(pages.loaded.value, direction, metric.higherIsBetter) : [];
  const { more, busy, problem } = pages;
  useEffect(() => {
    // Pages hold both kinds of flips: go on until there is something of the wanted kind to see.
    if (found.length < FEW && direction !== "all" && more && !busy && !problem) more();
  }, [found.length, direction, more, busy, problem]);
  return (
    <Shown loaded={pages.loaded} again={pages.again} what="the documents">
      {() => (
        <>
          <p className="hint" role="status">
            {plural(found.length, "document")}
            {more && " so far"}
          </p>
          {found.length === 0 && !more ? (
            <Empty title="No document flipped." />
          ) : (
            <ul className="documents">
              {found.map((document) => (
                <DocumentRow key={`${key} ${document.document}`} document={document} arms={compared.arms} question={question} metric={metric} />
              ))}
            </ul>
          )}
          <More {...pages} />
        </>
      )}
    </Shown>
  );
}
