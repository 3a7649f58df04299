import { Link } from "react-router";
import type { Lineage } from "../api";
import { whyOf } from "../aliases/api";
import { weight } from "../format";
import { KindBadge } from "../parts/Badges";
import { Table } from "../parts/Table";
import { VersionLink } from "../parts/Version";
import { sentence } from "../lineage/relations";
import { WithdrawnBadge } from "./WithdrawnBadge";
import type { Descendant, Impact } from "./api";

/** The graph's content, to read in order, the nearest first. */
export function ImpactTable({ impact, lineage }: { impact: Impact; lineage: Lineage }) {
  const withdrawn = new Map(lineage.nodes.map((node) => [node.id, node.withdrawn]));
  return (
    <Table caption={`What contains ${impact.version.version}`}>
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">How</th>
          <th scope="col" className="number">
            Weight
          </th>
          <th scope="col" className="number">
            Steps away
          </th>
          <th scope="col">Aliases</th>
        </tr>
      </thead>
      <tbody>
        {impact.downstream.map((each) => (
          <tr key={each.version}>
            <th scope="row">
              <div className="lineage-cell">
                <VersionLink reference={each.version} />
                <span className="model-facts">
                  <KindBadge kind={each.kind} />
                  <WithdrawnBadge withdrawn={withdrawn.get(each.version)} />
                </span>
              </div>
            </th>
            <td>
              {each.relation && sentence(each.relation)} {each.via}
            </td>
            <td className="number">{each.weight === null ? <span className="muted">not known</span> : weight(each.weight)}</td>
            <td className="number">{each.depth}</td>
            <td>
              <AliasLinks of={each} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function AliasLinks({ of: { aliases } }: { of: Descendant }) {
  if (aliases.length === 0) return <span className="muted">none</span>;
  return aliases.map((alias) => (
    <Link key={alias} className="alias" to={whyOf(alias)} aria-label={`Why is this in ${alias}?`}>
      {alias.slice(alias.lastIndexOf("@") + 1)}
    </Link>
  ));
}
