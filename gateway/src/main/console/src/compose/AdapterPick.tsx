import { api } from "../api";
import type { Lineage, LineageNode } from "../api";
import { WithdrawnBadge } from "../impact/WithdrawnBadge";
import { useLoad } from "../load";
import { Empty, Shown } from "../parts/Shown";
import type { Ingredient } from "./recipe";

interface AdapterPickProps {
  base: string;
  ingredients: Ingredient[];
  choose: (adapters: string[]) => void;
  weigh: (adapter: string, weight: number) => void;
}

/** The adapters that were trained on a base, and how much of each goes in. */
export function AdapterPick({ base, ...rest }: AdapterPickProps) {
  const [model = "", version = ""] = base.split("@");
  const { loaded, again } = useLoad(`adapters of ${base}`, (signal) =>
    api.lineage(model, version, { direction: "down", depth: 1 }, signal),
  );
  return (
    <Shown loaded={loaded} again={again} what="the adapters">
      {(lineage) => <Adapters nodes={adaptersIn(lineage)} {...rest} />}
    </Shown>
  );
}

function adaptersIn({ nodes, edges }: Lineage): LineageNode[] {
  const trained = new Set(edges.filter((edge) => edge.relation === "adapter").map((edge) => edge.to));
  return nodes.filter((node) => trained.has(node.id) && node.state === "READY").toSorted(byName);
}

function byName(one: LineageNode, two: LineageNode): number {
  return one.model.localeCompare(two.model) || one.number - two.number;
}

function Adapters({ nodes, ingredients, choose, weigh }: Omit<AdapterPickProps, "base"> & { nodes: LineageNode[] }) {
  if (nodes.length === 0) return <Empty title="No adapter of this base is registered." />;
  const chosen = ingredients.map((each) => each.adapter);
  const toggle = (id: string) => choose(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <ul className="adapters" aria-label="Adapters">
      {nodes.map((node) => (
        <li key={node.id}>
          <label className="check">
            <input type="checkbox" checked={chosen.includes(node.id)} onChange={() => toggle(node.id)} />
            {node.id}
          </label>
          <WithdrawnBadge withdrawn={node.withdrawn} />
          <Weight of={ingredients.find((each) => each.adapter === node.id)} weigh={weigh} />
        </li>
      ))}
    </ul>
  );
}

function Weight({ of, weigh }: { of: Ingredient | undefined; weigh: AdapterPickProps["weigh"] }) {
  if (!of) return null;
  return (
    <label className="weight">
      <span className="hint">weight</span>
      <input
        type="number"
        step="0.05"
        aria-label={`Weight of ${of.adapter}`}
        value={of.weight}
        onChange={({ target }) => Number.isFinite(target.valueAsNumber) && weigh(of.adapter, target.valueAsNumber)}
      />
    </label>
  );
}
