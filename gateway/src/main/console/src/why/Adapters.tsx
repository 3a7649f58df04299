import { Fragment } from "react";
import { api } from "../api";
import type { Lineage, LineageNode, Version } from "../api";
import { weight } from "../format";
import { useLoad } from "../load";
import { WithdrawnNote } from "../impact/WithdrawnNote";
import { FactList } from "../parts/FactList";
import { Shown } from "../parts/Shown";
import { VersionLink } from "../parts/Version";
import { adaptersIn, totalWeight } from "./ingredients";
import type { Ingredient, Way } from "./ingredients";

const DEPTH = 8;

/** Every adapter in a version, with its weight and the facts of its training. */
export function Adapters({ version: { model, number } }: { version: Version }) {
  const id = `${model}@${number}`;
  const { loaded, again } = useLoad(`upstream ${id}`, (signal) => api.lineage(model, String(number), { direction: "up", depth: DEPTH }, signal));
  return (
    <Shown loaded={loaded} again={again} what="what it came from">
      {(lineage) => <Found lineage={lineage} of={id} />}
    </Shown>
  );
}

function Found({ lineage, of }: { lineage: Lineage; of: string }) {
  const adapters = adaptersIn(lineage, of);
  const bases = lineage.nodes.filter((node) => node.kind === "base");
  if (adapters.length === 0) return <p className="muted">There is no adapter in it.</p>;
  return (
    <>
      {bases.length > 0 && (
        <p>
          On{" "}
          {bases.map((node, index) => (
            <Fragment key={node.id}>
              {index > 0 && ", "}
              <VersionLink reference={node.id} />
            </Fragment>
          ))}
          :
        </p>
      )}
      <ul className="ingredients">
        {adapters.map((adapter) => (
          <li key={adapter.node.id}>
            <Adapter adapter={adapter} of={of} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Adapter({ adapter: { node, ways }, of }: { adapter: Ingredient; of: string }) {
  const total = totalWeight(ways);
  return (
    <>
      <h3>
        <VersionLink reference={node.id} />
        {node.id !== of && <span className="muted"> weight {total === null ? "not known" : weight(total)}</span>}
      </h3>
      {ways.filter((way) => way.via.length > 0).map((way) => (
        <p key={way.via.join()} className="hint">
          {wayText(way)}
        </p>
      ))}
      <WithdrawnNote withdrawn={node.withdrawn} />
      <Training node={node} />
    </>
  );
}

function wayText({ weights, via }: Way): string {
  const numbers = weights.map((each) => (each === null ? "?" : weight(each))).join(" × ");
  return `${numbers}, by way of ${via.join(", ")}`;
}

function Training({ node }: { node: LineageNode }) {
  const { loaded, again } = useLoad(`version ${node.id}`, (signal) => api.version(node.model, String(node.number), signal));
  return (
    <Shown loaded={loaded} again={again} what={`the training facts of ${node.id}`}>
      {({ trainingFacts, base }) => (
        <>
          {base && (
            <p className="hint">
              Trained on <VersionLink reference={`${base.model}@${base.number}`} />. As stated by whoever pushed it:
            </p>
          )}
          {trainingFacts && Object.keys(trainingFacts).length > 0 ? (
            <FactList facts={trainingFacts} />
          ) : (
            <p className="muted">Nobody stated how it was trained.</p>
          )}
        </>
      )}
    </Shown>
  );
}
