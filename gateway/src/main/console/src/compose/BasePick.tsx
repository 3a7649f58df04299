import { useDeferredValue, useEffect, useId, useState } from "react";
import { useLoad } from "../load";
import { basesLike } from "./adapters";

/** A base by its name: what is typed is searched for, and chosen as soon as it is one. */
export function BasePick({ base, choose }: { base: string; choose: (base: string) => void }) {
  const id = useId();
  const [typed, setTyped] = useState(base);
  const searched = useDeferredValue(typed.split("@")[0] ?? "");
  const { loaded } = useLoad(`bases ${searched}`, (signal) => basesLike(searched, signal));
  const known = loaded.state === "ready" ? loaded.value : [];
  const isNew = typed !== base && known.includes(typed);
  useEffect(() => {
    if (isNew) choose(typed);
  }, [isNew, typed]);
  return (
    <form
      className="run"
      onSubmit={(event) => {
        event.preventDefault();
        choose(typed.trim());
      }}
    >
      <div className="pick">
        <label htmlFor={id}>Base</label>
        <input
          id={id}
          list={`${id}-known`}
          pattern="[^\s@]+/[^\s@]+@[^\s@]+"
          title="namespace/name@number, or an alias in place of the number"
          placeholder="namespace/name@1"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <datalist id={`${id}-known`}>
          {known.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </div>
      {typed.trim() !== base && <button className="button">Take this base</button>}
    </form>
  );
}
