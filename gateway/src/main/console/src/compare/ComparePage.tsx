import { useSearchParams } from "react-router";
import { evaluations } from "../evaluation/api";
import { useLoad } from "../load";
import { Empty, Shown } from "../parts/Shown";
import { useTitle } from "../parts/title";
import { Arms } from "./Arms";
import { Documents } from "./Documents";
import { SideBySide } from "./SideBySide";

/** Two or more models on one suite, down to single documents. What is compared stands in the address. */
export function ComparePage() {
  useTitle("Compare");
  const [query, setQuery] = useSearchParams();
  const suite = query.get("suite") ?? "";
  const of = query.getAll("of");
  const change = (values: Record<string, string | string[]>) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(values)) {
      next.delete(name);
      [value].flat().forEach((each) => next.append(name, each));
    }
    setQuery(next, { preventScrollReset: true });
  };
  return (
    <div className="page">
      <h1>Compare</h1>
      <Arms suite={suite} of={of} change={change} />
      {suite && of.length > 1 ? (
        <Comparison suite={suite} of={of} change={change} />
      ) : (
        <Empty title="Name a suite and at least two models.">
          <p>
            A model is <code>namespace/name@1</code>, or <code>namespace/base@1+namespace/adapter@1</code>. The first is what the
            others are held against.
          </p>
        </Empty>
      )}
    </div>
  );
}

interface ComparisonProps {
  suite: string;
  of: string[];
  change: (values: Record<string, string | string[]>) => void;
}

function Comparison({ suite, of, change }: ComparisonProps) {
  const { loaded, again } = useLoad(`compare ${suite} ${of.join(" ")}`, (signal) => evaluations.compare(suite, of, signal));
  return (
    <Shown loaded={loaded} again={again} what="the comparison">
      {(compared) => (
        <>
          <SideBySide compared={compared} />
          <Documents compared={compared} of={of} change={change} />
        </>
      )}
    </Shown>
  );
}
