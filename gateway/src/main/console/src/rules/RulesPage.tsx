import { Link } from "react-router";
import { usePages } from "../load";
import { More } from "../parts/More";
import { Empty, Shown } from "../parts/Shown";
import { Table } from "../parts/Table";
import { Time } from "../parts/Values";
import { ReleasesHead } from "../releases/ReleasesHead";
import { EnabledBadge } from "./EnabledBadge";
import { rulePath, rules } from "./api";
import type { Rule } from "./api";
import { summary } from "./summary";

export function RulesPage() {
  const pages = usePages("rules", (cursor, signal) => rules.list(cursor, signal));
  return (
    <div className="page">
      <ReleasesHead />
      <Shown loaded={pages.loaded} again={pages.again} what="the rules">
        {(found) =>
          found.length === 0 ? (
            <NoRules />
          ) : (
            <>
              <Rules rules={found} />
              <More {...pages} />
            </>
          )
        }
      </Shown>
    </div>
  );
}

function NoRules() {
  return (
    <Empty title="No rules yet: nothing follows from a release.">
      <p>Write one and apply it, and it appears here:</p>
      <p>
        <code>graft rules apply -f rules.yml</code>
      </p>
    </Empty>
  );
}

function Rules({ rules: found }: { rules: Rule[] }) {
  return (
    <Table caption="Rules">
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">State</th>
          <th scope="col">When</th>
          <th scope="col">Moves</th>
          <th scope="col">Written</th>
        </tr>
      </thead>
      <tbody>
        {found.map((rule) => (
          <Row key={rule.name} rule={rule} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ rule }: { rule: Rule }) {
  const { description, when, target } = summary(rule.document);
  return (
    <tr>
      <th scope="row">
        <Link to={rulePath(rule.name)}>{rule.name}</Link>
        {description && <div className="hint sentence">{description}</div>}
      </th>
      <td>
        <EnabledBadge enabled={rule.enabled} />
      </td>
      <td className="sentence">{when}</td>
      <td>{target}</td>
      <td>
        <Time at={rule.createdAt} /> <span className="muted">by {rule.actor}</span>
      </td>
    </tr>
  );
}
