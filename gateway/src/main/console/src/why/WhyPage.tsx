import { useParams } from "react-router";
import { aliases } from "../aliases/api";
import type { AliasMove } from "../aliases/api";
import { decisive } from "../aliases/moves";
import { api } from "../api";
import type { Version } from "../api";
import { useLoad } from "../load";
import { Empty, Shown } from "../parts/Shown";
import { useTitle } from "../parts/title";
import { WithdrawnNote } from "../impact/WithdrawnNote";
import { Adapters } from "./Adapters";
import { Because } from "./Because";
import { Judgement } from "./Judgement";
import { Measured } from "./Measured";
import { Move } from "./Move";
import { Origin } from "./Origin";
import { Standing } from "./Standing";

/** From an alias to the data: the move, the verdict, the numbers, the merge, the adapters and how they were trained. */
export function WhyPage() {
  const { namespace = "", name = "", alias = "" } = useParams();
  const model = `${namespace}/${name}`;
  useTitle(`Why is this in ${alias}? ${model}`);
  const { loaded, again } = useLoad(`why ${model}@${alias}`, (signal) => aliases.history(model, alias, undefined, signal));
  return (
    <div className="page">
      <h1>
        <span className="muted">Why is this in</span> {alias}
        <span className="muted">?</span>
      </h1>
      <Shown loaded={loaded} again={again} what="the history of the alias">
        {({ items }) => {
          const last = items[0];
          return last ? <Chain last={last} decided={decisive(items) ?? last} /> : <Empty title={`${alias} of ${model} was never set.`} />;
        }}
      </Shown>
    </div>
  );
}

/** All of it is about the version of the newest move, whatever happens to the alias meanwhile. */
function Chain({ last, decided }: { last: AliasMove; decided: AliasMove }) {
  const number = String(last.to);
  const { loaded, again } = useLoad(`version ${last.model}@${number}`, (signal) => api.version(last.model, number, signal));
  return (
    <ol className="why">
      <Because title="Where it stands">
        <Standing move={last} />
      </Because>
      <Because title="The move">
        <Move last={last} decided={decided} />
      </Because>
      <Because title="The gate's verdict">
        <Judgement move={decided} />
      </Because>
      <Shown loaded={loaded} again={again} what="the version">
        {(version) => <OfVersion version={version} />}
      </Shown>
    </ol>
  );
}

function OfVersion({ version }: { version: Version }) {
  return (
    <>
      <Because title="Scores and what was forgotten">
        <WithdrawnNote withdrawn={version.withdrawn} />
        <Measured version={version} />
      </Because>
      <Because title={version.merge ? "Merge and recipe" : "Where it came from"}>
        <Origin version={version} />
      </Because>
      <Because title="Adapters and how they were trained">
        <Adapters version={version} />
      </Because>
    </>
  );
}
