import { useState } from "react";
import { useSearchParams } from "react-router";
import { weight } from "../format";
import { useLoad } from "../load";
import type { Loaded } from "../load";
import { Empty, Shown } from "../parts/Shown";
import { useTitle } from "../parts/title";
import { AdapterPick } from "./AdapterPick";
import { BasePick } from "./BasePick";
import { Draft } from "./Draft";
import { InterferenceOf } from "./InterferenceOf";
import { adaptersOf, basesLike } from "./adapters";
import { composing } from "./api";
import type { Method, Suggestion } from "./api";
import { recipeOf } from "./recipe";

const FIRST_METHOD = "task_arithmetic";
const FIRST_WEIGHT = 1;

/** A base, adapters of it and how they get on; a recipe, and what is to be said of it; a merge. */
export function ComposePage() {
  useTitle("Compose a merge");
  const { loaded, again } = useLoad("methods", composing.methods);
  return (
    <div className="page compose">
      <h1>Compose a merge</h1>
      <Shown loaded={loaded} again={again} what="the merge methods">
        {(methods) => <Composition methods={methods} />}
      </Shown>
    </div>
  );
}

function Composition({ methods }: { methods: Method[] }) {
  const [query, setQuery] = useSearchParams();
  const [weights, setWeights] = useState<Record<string, number>>({});
  const [name, setName] = useState(FIRST_METHOD);
  const [followed, setFollowed] = useState(0);
  const [{ base, adapters }, setChosen] = useState({ base: query.get("base") ?? "", adapters: query.getAll("adapter") });
  const trained = useLoad(`adapters of ${base}`, (signal) => (base === "" ? Promise.resolve([]) : adaptersOf(base, signal)));
  const bases = useLoad("bases", (signal) => basesLike("", signal));
  const known = {
    methods,
    bases: [...new Set([base, ...valueOf(bases.loaded)])],
    adapters: valueOf(trained.loaded).map((each) => each.id),
  };
  const method = methods.find((each) => each.name === name) ?? methods[0];
  const choose = (of: string, among: string[]) => {
    setChosen({ base: of, adapters: among });
    setQuery({ base: of, adapter: among }, { replace: true, preventScrollReset: true });
  };
  const follow = (suggestion: Suggestion) => {
    setName(suggestion.method);
    setWeights(rounded(suggestion.weights));
    setFollowed(followed + 1);
  };
  const ingredients = adapters.map((adapter) => ({ adapter, weight: weights[adapter] ?? FIRST_WEIGHT }));
  return (
    <>
      <section aria-labelledby="ingredients">
        <h2 id="ingredients">Base and adapters</h2>
        <BasePick base={base} choose={(chosen) => choose(chosen, [])} />
        {base !== "" && (
          <Shown loaded={trained.loaded} again={trained.again} what="the adapters">
            {(all) => (
              <AdapterPick
                adapters={all}
                ingredients={ingredients}
                choose={(chosen) => choose(base, chosen)}
                weigh={(adapter, value) => setWeights({ ...weights, [adapter]: value })}
              />
            )}
          </Shown>
        )}
      </section>
      {adapters.length > 1 && <InterferenceOf base={base} adapters={adapters} follow={follow} />}
      {adapters.length === 0 || method === undefined ? (
        <NothingYet />
      ) : (
        <Draft
          key={followed}
          chosen={recipeOf(base, ingredients, method)}
          choose={setName}
          known={known}
        />
      )}
    </>
  );
}

function valueOf<T>(loaded: Loaded<T[]>): T[] {
  return loaded.state === "ready" ? loaded.value : [];
}

/** As they are shown. */
function rounded(weights: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(weights).map(([adapter, value]) => [adapter, Number(weight(value))]));
}

function NothingYet() {
  return (
    <section className="compose-empty">
      <Empty title="Choose a base and what is to be merged into it.">
        <p>How the adapters get into each other&rsquo;s way, a recipe and what it will take appear here.</p>
      </Empty>
    </section>
  );
}
