package io.graft.registry.recipe;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;

/** What can go wrong with kept recipes; what can be wrong inside one is {@link io.graft.core.recipe.RecipeError}. */
public enum RecipeStoreError implements ErrorCode {
    RECIPE_NOT_FOUND;

    @Override
    public Fault fault() {
        return Fault.MISSING;
    }

    static GraftException notFound(Digest id) {
        return new GraftException(
                RECIPE_NOT_FOUND,
                id.toString(),
                "There is no recipe %s".formatted(id),
                "Send the recipe to POST /api/v1/recipes first.");
    }
}
