package io.graft.core.recipe;

import java.util.Locale;

/** A number or a switch that a recipe sets: per model, or for the merge as a whole. */
public enum Parameter {
    /** How much of a model, or of its difference from the base, goes into the result. */
    WEIGHT(true, false),
    /** What a model's tensors are multiplied by. */
    SCALE(true, false),
    /** Whether the sum is divided by the sum of the weights. */
    NORMALIZE(false, true),
    /** What the sum of the differences is multiplied by before it is added to the base. */
    LAMBDA(false, false);

    private final boolean perModel;
    private final boolean flag;

    Parameter(boolean perModel, boolean flag) {
        this.perModel = perModel;
        this.flag = flag;
    }

    /** Whether each model may have a value of its own. */
    boolean perModel() {
        return perModel;
    }

    /** Whether the values are true and false, kept as 1 and 0. */
    boolean flag() {
        return flag;
    }

    /** The name in recipes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
