import { useSearchParams } from "react-router";
import { api } from "../api";
import type { Kind } from "../api";
import { usePages } from "../load";
import { More } from "../parts/More";
import { Empty, Shown } from "../parts/Shown";
import { useTitle } from "../parts/title";
import { KindTabs } from "./KindTabs";
import { ModelRow } from "./ModelRow";
import { Search } from "./Search";

export function ModelsPage() {
  useTitle("Models");
  const [query, setQuery] = useSearchParams();
  const kind = (query.get("kind") ?? undefined) as Kind | undefined;
  const q = query.get("q") ?? "";
  const pages = usePages(`models ${kind} ${q}`, (cursor, signal) => api.models({ kind, q, cursor }, signal));
  const search = (text: string) => {
    if (text === "") query.delete("q");
    else query.set("q", text);
    setQuery(query, { replace: true });
  };
  return (
    <div className="page">
      <div className="heading">
        <h1>Models</h1>
        <Search text={q} search={search} />
      </div>
      <KindTabs kind={kind} q={q} />
      <Shown loaded={pages.loaded} again={pages.again} what="models">
        {(models) =>
          models.length === 0 ? (
            <NoModels searched={q !== "" || kind !== undefined} />
          ) : (
            <>
              <ul className="models" aria-label="Models">
                {models.map((model) => (
                  <ModelRow key={`${model.namespace}/${model.name}`} model={model} />
                ))}
              </ul>
              <More {...pages} />
            </>
          )
        }
      </Shown>
    </div>
  );
}

function NoModels({ searched }: { searched: boolean }) {
  if (searched) {
    return (
      <Empty title="No model fits.">
        <p>Search by a part of its namespace or name, or look among all kinds.</p>
      </Empty>
    );
  }
  return (
    <Empty title="No models yet.">
      <p>Push a folder with a base model or an adapter, and it appears here:</p>
      <p>
        <code>graft push ./my-model team/my-model</code>
      </p>
    </Empty>
  );
}
