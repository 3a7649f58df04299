import { Link } from "react-router";
import type { Model } from "../api";
import { AliasBadge } from "../parts/Badges";
import { Icon } from "../parts/Icon";
import { versionPath } from "../parts/Version";

/** Where each movable name points now. */
export function Aliases({ model }: { model: Model }) {
  const full = `${model.namespace}/${model.name}`;
  const moved = Object.entries(model.aliases).filter(([alias]) => alias !== "latest");
  const aliases = model.latestVersion === null ? moved : [...moved, ["latest", model.latestVersion] as const];
  if (aliases.length === 0) return null;
  return (
    <ul className="aliases" aria-label="Aliases">
      {aliases.map(([alias, number]) => (
        <li key={alias}>
          <AliasBadge name={alias} />
          <Icon name="arrow" size={14} />
          <span className="unseen">is</span>
          <Link to={versionPath(`${full}@${number}`)}>version {number}</Link>
        </li>
      ))}
    </ul>
  );
}
