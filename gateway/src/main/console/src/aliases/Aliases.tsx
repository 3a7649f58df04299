import { useState } from "react";
import { Link } from "react-router";
import type { Model } from "../api";
import { useLoad } from "../load";
import { AliasBadge } from "../parts/Badges";
import { Icon } from "../parts/Icon";
import { Empty, Shown } from "../parts/Shown";
import { versionPath } from "../parts/Version";
import { History } from "./History";
import { aliases, whyPath } from "./api";
import type { Alias } from "./api";

/** Where each movable name points now, and how it came there. */
export function Aliases({ model }: { model: Model }) {
  const full = `${model.namespace}/${model.name}`;
  const { loaded, again } = useLoad(`aliases ${full}`, (signal) => aliases.list(full, signal));
  return (
    <section aria-labelledby="aliases">
      <h2 id="aliases">Aliases</h2>
      {model.latestVersion !== null && <Latest model={full} number={model.latestVersion} />}
      <Shown loaded={loaded} again={again} what="the aliases">
        {(found) =>
          found.length === 0 ? (
            <Empty title="No alias was set yet." />
          ) : (
            <ul className="alias-list">
              {found.map((alias) => (
                <Item key={alias.alias} model={full} alias={alias} again={again} />
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}

function Latest({ model, number }: { model: string; number: number }) {
  return (
    <p className="hint">
      <code>latest</code> is <Link to={versionPath(`${model}@${number}`)}>version {number}</Link> and moves by itself.
    </p>
  );
}

function Item({ model, alias, again }: { model: string; alias: Alias; again: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className="alias-head">
        <AliasBadge name={alias.alias} />
        <Icon name="arrow" size={14} />
        <span className="unseen">is</span>
        <Link to={versionPath(`${model}@${alias.version}`)}>version {alias.version}</Link>
        {alias.isProtected && (
          <span className="state" title="Only releases move it, and a rollback">
            <Icon name="lock" size={12} />
            Protected
          </span>
        )}
        <Link to={whyPath(model, alias.alias)}>Why is this in {alias.alias}?</Link>
      </div>
      <details className="more-facts" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          History<span className="unseen"> of {alias.alias}</span>, {alias.step === 1 ? "1 move" : `${alias.step} moves`}
        </summary>
        {open && <History model={model} alias={alias.alias} moved={again} />}
      </details>
    </li>
  );
}
