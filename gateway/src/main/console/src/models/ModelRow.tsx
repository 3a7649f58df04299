import { Link } from "react-router";
import type { Model } from "../api";
import { plural } from "../format";
import { AliasBadge, KindBadge } from "../parts/Badges";
import { Time } from "../parts/Values";
import { modelPath } from "../parts/Version";

export function ModelRow({ model }: { model: Model }) {
  const full = `${model.namespace}/${model.name}`;
  const aliases = Object.keys(model.aliases).filter((alias) => alias !== "latest");
  return (
    <li className="model">
      <div className="model-head">
        <Link className="model-name" to={modelPath(full)}>
          <span className="muted">{model.namespace}/</span>
          {model.name}
        </Link>
        {aliases.map((alias) => (
          <AliasBadge key={alias} name={alias} />
        ))}
      </div>
      {model.description && <p className="model-description">{model.description}</p>}
      <p className="model-facts">
        <KindBadge kind={model.kind} />
        <span>{model.latestVersion === null ? "no ready version" : plural(model.versionCount, "version")}</span>
        <span>
          created <Time at={model.createdAt} />
        </span>
        <Tags tags={model.tags} />
      </p>
    </li>
  );
}

export function Tags({ tags }: { tags: Record<string, string> }) {
  return Object.entries(tags).map(([name, value]) => (
    <span key={name} className="tag">
      {value === "" ? name : `${name}: ${value}`}
    </span>
  ));
}
