import { useId, useState } from "react";
import { useLoad } from "../load";
import { Icon } from "../parts/Icon";
import { ArmName } from "../evaluation/ArmName";
import { Pick } from "../parts/Pick";
import { evaluations } from "../evaluation/api";

interface ArmsProps {
  suite: string;
  of: string[];
  change: (values: Record<string, string | string[]>) => void;
}

/** What is compared, to add to and to take from. */
export function Arms({ suite, of, change }: ArmsProps) {
  return (
    <section aria-label="What is compared">
      <SuitePick suite={suite} choose={(chosen) => change({ suite: chosen })} />
      <ol className="stages">
        {of.map((arm) => (
          <li key={arm}>
            <ArmName name={arm} />
            <button
              type="button"
              className="copy"
              aria-label={`Take out ${arm}`}
              title={`Take out ${arm}`}
              onClick={() => change({ of: of.filter((each) => each !== arm) })}
            >
              <Icon name="cross" size={12} />
            </button>
          </li>
        ))}
      </ol>
      <Add add={(arm) => change({ of: [...new Set([...of, arm])] })} />
    </section>
  );
}

function SuitePick({ suite, choose }: { suite: string; choose: (suite: string) => void }) {
  const { loaded } = useLoad("suites", evaluations.suites);
  const known = loaded.state === "ready" ? loaded.value.map((each) => `${each.suite}@${each.number}`) : [];
  const names = [...new Set([suite, ...known])].filter(Boolean);
  const options = names.map((name) => ({ value: name, text: name }));
  return <Pick label="Suite" options={suite ? options : [{ value: "", text: "Choose one" }, ...options]} value={suite} choose={choose} />;
}

function Add({ add }: { add: (arm: string) => void }) {
  const id = useId();
  const [typed, type] = useState("");
  return (
    <form
      className="run"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() === "") return;
        add(typed.trim());
        type("");
      }}
    >
      <div className="pick">
        <label htmlFor={id}>Add a model</label>
        <input id={id} value={typed} placeholder="acme/assistant@4" onChange={(event) => type(event.target.value)} />
      </div>
      <button className="button">Add</button>
    </form>
  );
}
