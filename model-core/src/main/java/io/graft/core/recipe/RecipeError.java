package io.graft.core.recipe;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can be wrong with a recipe. */
public enum RecipeError implements ErrorCode {
    RECIPE_SYNTAX(Fault.INVALID),
    RECIPE_TOO_LARGE(Fault.INVALID),
    RECIPE_UNKNOWN_KEY(Fault.INVALID),
    RECIPE_DUPLICATE_KEY(Fault.INVALID),
    RECIPE_MISSING_KEY(Fault.INVALID),
    RECIPE_WRONG_TYPE(Fault.INVALID),
    RECIPE_WRONG_VALUE(Fault.INVALID),
    RECIPE_UNSUPPORTED(Fault.UNSUPPORTED),
    RECIPE_NO_VALUE(Fault.INVALID),
    REFERENCE_MALFORMED(Fault.INVALID);

    private final Fault fault;

    RecipeError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
