import type { Facts, Json } from "../api";
import { integer, words } from "../format";

/** The facts people look for, in the order they do; others follow by name. */
const ORDER = [
  ["architecture", "modelType", "layers", "method", "type", "rank", "alpha", "targetModules", "learningRate", "epochs"],
  ["datasets", "generalShare", "dataMix", "replay", "ewc", "distillation", "frozenLayers", "quantisedBase", "dtype", "seed"],
].flat();

/** Facts as their owner stated them, whatever their names. */
export function FactList({ facts }: { facts: Facts }) {
  return (
    <dl className="facts">
      {sorted(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{words(name)}</dt>
          <dd>
            <Fact value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function sorted(facts: Facts): [string, Json][] {
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return Object.entries(facts).toSorted(([a], [b]) => place(a) - place(b) || a.localeCompare(b));
}

function Fact({ value }: { value: Json }) {
  if (value === null || value === "") return <span className="muted">not stated</span>;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return Number.isInteger(value) ? integer(value) : String(value);
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return <FactList facts={value} />;
  if (value.length === 0) return <span className="muted">none</span>;
  return (
    <ul className="fact-items">
      {value.map((item, index) => (
        <li key={index}>
          <Fact value={item} />
        </li>
      ))}
    </ul>
  );
}
