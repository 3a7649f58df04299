import { Link } from "react-router";
import { api } from "../api";
import type { Version } from "../api";
import { useLoad } from "../load";
import { Shown } from "../parts/Shown";
import { VersionLink } from "../parts/Version";
import { Inputs } from "../merges/Inputs";
import { RecipeText } from "../merges/RecipeText";

export function Provenance({ version }: { version: Version }) {
  if (version.merge) return <FromMerge merge={version.merge} />;
  if (version.base) {
    return (
      <p>
        Trained on <VersionLink reference={`${version.base.model}@${version.base.number}`} /> and pushed with its files.
      </p>
    );
  }
  return <p>Pushed with its files; no version here is its parent.</p>;
}

function FromMerge({ merge }: { merge: { id: string; recipeId: string } }) {
  const { loaded, again } = useLoad(`merge ${merge.id}`, (signal) => api.merge(merge.id, signal));
  return (
    <>
      <p>
        Made by <Link to={`/merges/${merge.id}`}>a merge</Link> of these inputs with the recipe below. The same recipe on the
        same inputs gives the same bytes again.
      </p>
      <Shown loaded={loaded} again={again} what="the merge's inputs">
        {(value) => <Inputs inputs={value.inputs} />}
      </Shown>
      <RecipeText id={merge.recipeId} />
    </>
  );
}
