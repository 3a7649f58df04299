import type { Lineage } from "../api";
import { weight } from "../format";
import { WithdrawnBadge } from "../impact/WithdrawnBadge";
import { KindBadge } from "../parts/Badges";
import { Empty } from "../parts/Shown";
import { Table } from "../parts/Table";
import { VersionLink } from "../parts/Version";
import { sentence } from "./relations";

/** The graph's content, to read in order. */
export function LineageTable({ lineage, of }: { lineage: Lineage; of: string }) {
  const nodes = new Map(lineage.nodes.map((node) => [node.id, node]));
  const cell = (id: string) => {
    const node = nodes.get(id);
    return (
      <div className="lineage-cell">
        {id === of ? <strong>{id}</strong> : <VersionLink reference={id} />}
        {node && <KindBadge kind={node.kind} />}
        <WithdrawnBadge withdrawn={node?.withdrawn} />
      </div>
    );
  };
  if (lineage.edges.length === 0) return <Empty title="Nothing came before or after this version." />;
  return (
    <Table caption="Lineage">
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">Relation</th>
          <th scope="col">Parent</th>
          <th scope="col" className="number">
            Weight
          </th>
        </tr>
      </thead>
      <tbody>
        {lineage.edges.map((edge) => (
          <tr key={`${edge.from} ${edge.to} ${edge.relation} ${edge.position}`}>
            <th scope="row">{cell(edge.to)}</th>
            <td>{sentence(edge.relation)}</td>
            <td>{cell(edge.from)}</td>
            <td className="number">{edge.weight === null ? "" : weight(edge.weight)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
