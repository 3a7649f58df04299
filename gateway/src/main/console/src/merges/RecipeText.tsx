import { api } from "../api";
import { useLoad } from "../load";
import { Code } from "../parts/Code";
import { Shown } from "../parts/Shown";
import { DigestText } from "../parts/Values";
import { readable } from "./readable";

export function RecipeText({ id }: { id: string }) {
  const { loaded, again } = useLoad(`recipe ${id}`, (signal) => api.recipe(id, signal));
  return (
    <Shown loaded={loaded} again={again} what="the recipe">
      {(recipe) => (
        <>
          <p className="recipe-facts">
            Method <code>{recipe.method}</code> · recipe <DigestText digest={recipe.id} what="the recipe's id" />
          </p>
          <Code text={readable(recipe.source).trimEnd()} what="the recipe" />
        </>
      )}
    </Shown>
  );
}
