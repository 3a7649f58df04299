import { useParams } from "react-router";
import { api } from "../api";
import type { Model } from "../api";
import { Aliases } from "../aliases/Aliases";
import { useLoad } from "../load";
import { KindBadge } from "../parts/Badges";
import { Shown } from "../parts/Shown";
import { Time } from "../parts/Values";
import { useTitle } from "../parts/title";
import { ModelName } from "./ModelName";
import { Tags } from "./ModelRow";
import { VersionTable } from "./VersionTable";

export function ModelPage() {
  const { namespace = "", name = "" } = useParams();
  const full = `${namespace}/${name}`;
  useTitle(full);
  const { loaded, again } = useLoad(`model ${full}`, (signal) => api.model(full, signal));
  return (
    <div className="page">
      <h1>
        <ModelName namespace={namespace} name={name} />
      </h1>
      <Shown loaded={loaded} again={again} what="the model">
        {(model) => (
          <>
            <Facts model={model} />
            <Aliases model={model} />
            <h2>Versions</h2>
            <VersionTable model={full} />
          </>
        )}
      </Shown>
    </div>
  );
}

function Facts({ model }: { model: Model }) {
  return (
    <>
      {model.description && <p className="lead">{model.description}</p>}
      <p className="model-facts">
        <KindBadge kind={model.kind} />
        <span>
          created <Time at={model.createdAt} />
        </span>
        <Tags tags={model.tags} />
      </p>
    </>
  );
}
