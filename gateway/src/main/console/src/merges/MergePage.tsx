import { useParams } from "react-router";
import type { Merge } from "../api";
import { isActive, problemIn } from "../api";
import { StateBadge } from "../parts/Badges";
import { Findings } from "../parts/Findings";
import { ProblemBox, Shown } from "../parts/Shown";
import { VersionLink } from "../parts/Version";
import { useTitle } from "../parts/title";
import { Cancel } from "./Cancel";
import { Inputs } from "./Inputs";
import { LiveProgress } from "./LiveProgress";
import { RecipeText } from "./RecipeText";
import { Times } from "./Times";
import { useMerge } from "./live";

export function MergePage() {
  const { id = "" } = useParams();
  const { loaded, again, live } = useMerge(id);
  const name = loaded.state === "ready" ? loaded.value.output : "Merge";
  useTitle(`Merge into ${name}`);
  return (
    <div className="page">
      <h1>
        <span className="muted">Merge into</span> {name}
      </h1>
      <Shown loaded={loaded} again={again} what="the merge">
        {(merge) => <Body merge={merge} live={live} again={again} />}
      </Shown>
    </div>
  );
}

function Body({ merge, live, again }: { merge: Merge; live: boolean; again: () => void }) {
  return (
    <>
      <div className="merge-head">
        <StateBadge state={merge.state} />
        {live && <span className="live">live</span>}
        <Times merge={merge} />
        {isActive(merge) && <Cancel merge={merge} cancelled={again} />}
      </div>
      <Outcome merge={merge} />
      {merge.findings.length > 0 && (
        <section aria-labelledby="findings">
          <h2 id="findings">Findings</h2>
          <Findings findings={merge.findings} />
        </section>
      )}
      <section aria-labelledby="inputs">
        <h2 id="inputs">Inputs</h2>
        <Inputs inputs={merge.inputs} />
      </section>
      <section aria-labelledby="recipe">
        <h2 id="recipe">Recipe</h2>
        <RecipeText id={merge.recipeId} />
      </section>
    </>
  );
}

function Outcome({ merge }: { merge: Merge }) {
  switch (merge.state) {
    case "QUEUED":
      return <p className="outcome">Waiting for a worker.</p>;
    case "RUNNING":
      return <LiveProgress merge={merge} />;
    case "SUCCEEDED":
      return (
        <p className="outcome">
          Made <VersionLink reference={`${merge.output}@${merge.version}`} />.
        </p>
      );
    case "CANCELLED":
      return <p className="outcome">Cancelled; nothing was published.</p>;
    case "FAILED":
      return merge.error && <ProblemBox problem={problemIn(merge.error)} />;
  }
}
