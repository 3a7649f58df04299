import type { LineageNode } from "../api";
import { WithdrawnBadge } from "../impact/WithdrawnBadge";
import { Empty } from "../parts/Shown";
import type { Ingredient } from "./recipe";

interface AdapterPickProps {
  adapters: LineageNode[];
  ingredients: Ingredient[];
  choose: (adapters: string[]) => void;
  weigh: (adapter: string, weight: number) => void;
}

/** Which adapters go in, and how much of each. */
export function AdapterPick({ adapters, ingredients, choose, weigh }: AdapterPickProps) {
  if (adapters.length === 0) return <Empty title="No adapter of this base is registered." />;
  const chosen = ingredients.map((each) => each.adapter);
  const toggle = (id: string) => choose(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <ul className="adapters" aria-label="Adapters">
      {adapters.map((node) => (
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
