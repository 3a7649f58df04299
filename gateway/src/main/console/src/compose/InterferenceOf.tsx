import { useState } from "react";
import { plural, weight } from "../format";
import { useLoad } from "../load";
import { Pick } from "../parts/Pick";
import { Shown } from "../parts/Shown";
import { HeatMap } from "./HeatMap";
import { PairTable } from "./PairTable";
import { composing } from "./api";
import type { Interference, Suggestion } from "./api";
import { namesOf } from "./heat";

interface InterferenceOfProps {
  base: string;
  adapters: string[];
  follow: (suggestion: Suggestion) => void;
}

/** How adapters get into each other's way: as a whole, and layer by layer. */
export function InterferenceOf({ base, adapters, follow }: InterferenceOfProps) {
  const { loaded, again } = useLoad(`interference ${base} ${adapters.join(" ")}`, () => composing.interference(base, adapters));
  return (
    <section aria-labelledby="interference">
      <h2 id="interference">Interference</h2>
      <Shown loaded={loaded} again={again} what="how they meet">
        {(found) => <Found key={found.adapters.join()} found={found} follow={follow} />}
      </Shown>
    </section>
  );
}

function Found({ found, follow }: { found: Interference; follow: (suggestion: Suggestion) => void }) {
  const [shown, show] = useState("0");
  const pair = found.pairs[Number(shown)];
  return (
    <>
      {found.suggestion && <Advice suggestion={found.suggestion} follow={follow} />}
      {found.leftOut.map(({ adapter, tensors }) => (
        <p key={adapter} className="hint">
          {adapter} changes {plural(tensors.length, "tensor")} otherwise than by a plain product; they were not looked at, so nothing is
          suggested.
        </p>
      ))}
      <PairTable pairs={found.pairs} />
      {found.pairs.length > 1 && (
        <Pick
          label="Layer by layer"
          options={found.pairs.map((each, index) => ({ value: String(index), text: namesOf(each) }))}
          value={shown}
          choose={show}
        />
      )}
      {pair && <HeatMap pair={pair} />}
    </>
  );
}

function Advice({ suggestion, follow }: { suggestion: Suggestion; follow: (suggestion: Suggestion) => void }) {
  const { serveUnmerged, method, weights, reason } = suggestion;
  return (
    <div className={`advice ${serveUnmerged ? "advice-apart" : ""}`} role="note" aria-label="Suggestion">
      <p className="advice-title">{serveUnmerged ? "Serve them unmerged." : `Merge them by ${method}.`}</p>
      <p>{reason}.</p>
      {serveUnmerged && (
        <p>
          A bundle keeps a base with adapters that are served side by side: post one to <code>/api/v1/bundles</code>.
        </p>
      )}
      <p className="hint">
        {serveUnmerged ? `If they have to be one model: ${method}, ` : "With "}{weightsOf(weights)}. Take it as where to begin; the forgetting
        report decides.
      </p>
      <button type="button" className="button" onClick={() => follow(suggestion)}>
        {serveUnmerged ? `Use ${method} all the same` : "Use it"}
      </button>
    </div>
  );
}

function weightsOf(weights: Record<string, number>): string {
  const values = Object.values(weights).map(weight);
  return new Set(values).size === 1
    ? `weight ${values[0]} each`
    : `weights ${Object.entries(weights)
        .map(([adapter, value]) => `${adapter} ${weight(value)}`)
        .join(", ")}`;
}
