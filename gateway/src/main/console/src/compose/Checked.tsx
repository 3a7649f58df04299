import type { ReactNode } from "react";
import { bytes, duration, integer, plural } from "../format";
import type { Loaded } from "../load";
import { Findings } from "../parts/Findings";
import { Loading, ProblemBox } from "../parts/Shown";
import type { Expectation, Preflight } from "./api";

/** What is to be said of a recipe before it runs. */
export function Checked({ checked, line }: { checked: Loaded<Preflight>; line: number | null }) {
  switch (checked.state) {
    case "loading":
      return <Loading what="what preflight says" />;
    case "failed":
      return (
        <>
          {line !== null && <p className="merge-error">Line {line}</p>}
          <ProblemBox problem={checked.problem} />
        </>
      );
    case "ready":
      return (
        <>
          {checked.value.expected && <Expected expected={checked.value.expected} />}
          {checked.value.findings.length === 0 ? (
            <p className="hint">Preflight finds nothing amiss.</p>
          ) : (
            <Findings findings={checked.value.findings} />
          )}
        </>
      );
  }
}

function Expected({ expected }: { expected: Expectation }) {
  const { bytesRead, bytesWritten, files, memoryBytes, seconds, measuredOn } = expected;
  return (
    <dl className="facts" aria-label="What it will take">
      <Row name="Time">
        {seconds === null ? (
          <span className="muted">not known: no merge of about this size was made here yet</span>
        ) : (
          <>
            {duration(1000 * seconds)} <span className="muted">by {plural(measuredOn, "merge")} of about this size</span>
          </>
        )}
      </Row>
      <Row name="Memory">
        {bytes(memoryBytes)} <span className="muted">of buffers at most</span>
      </Row>
      <Row name="Reads">
        <span title={`${integer(bytesRead)} bytes`}>{bytes(bytesRead)}</span>
      </Row>
      <Row name="Writes">
        <span title={`${integer(bytesWritten)} bytes`}>{bytes(bytesWritten)}</span> <span className="muted">in {plural(files, "file")}</span>
      </Row>
    </dl>
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
