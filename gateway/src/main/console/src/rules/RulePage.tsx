import { useState } from "react";
import { Link, useParams } from "react-router";
import { queryOf } from "../api";
import { useLoad } from "../load";
import { Shown } from "../parts/Shown";
import { Time } from "../parts/Values";
import { useTitle } from "../parts/title";
import { DryRun } from "./DryRun";
import { Editor } from "./Editor";
import { EnabledBadge } from "./EnabledBadge";
import { rules } from "./api";
import type { Rule } from "./api";
import { summary } from "./summary";

export function RulePage() {
  const { namespace = "", name = "" } = useParams();
  const full = `${namespace}/${name}`;
  useTitle(`Rule ${full}`);
  const { loaded, again } = useLoad(`rule ${full}`, (signal) => rules.rule(full, signal));
  return (
    <div className="page">
      <h1>
        <span className="muted">Rule</span> {full}
      </h1>
      <Shown loaded={loaded} again={again} what="the rule">
        {(rule) => <Body key={rule.name} rule={rule} again={again} />}
      </Shown>
    </div>
  );
}

/** What was written here is newer than what was loaded, until the next load says otherwise. */
function Body({ rule: loaded, again }: { rule: Rule; again: () => void }) {
  const [written, setWritten] = useState<Rule | null>(null);
  const rule = written !== null && written.number > loaded.number ? written : loaded;
  const { description, when, target, model } = summary(rule.document);
  return (
    <>
      {description && <p className="lead">{description}</p>}
      <p className="model-facts">
        <EnabledBadge enabled={rule.enabled} />
        <span>
          when {when}, moves {target}
        </span>
        <span>
          version {rule.number}, written by {rule.actor} <Time at={rule.createdAt} />
        </span>
        <Link to={`/releases${queryOf({ rule: rule.name })}`}>Its runs</Link>
      </p>
      <section aria-labelledby="text">
        <h2 id="text">Text</h2>
        <Editor rule={rule} written={setWritten} again={again} />
      </section>
      <section aria-labelledby="dry-run">
        <h2 id="dry-run">Dry run</h2>
        <DryRun rule={rule.name} model={model} />
      </section>
    </>
  );
}
