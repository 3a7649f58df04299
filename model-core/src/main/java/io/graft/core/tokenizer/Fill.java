package io.graft.core.tokenizer;

import java.util.List;

/** What stands in a row of a model's embedding where the model has no row of its own for it. */
sealed interface Fill {
    /**
     * A row of another model.
     *
     * @param model its place among the models
     */
    record Row(int model, int row) implements Fill {}

    /** The mean of rows of several models, each element's values summed from the least to the greatest. */
    record Average(List<Row> rows) implements Fill {}

    record Zero() implements Fill {}

    /** The mean of all rows of this model that are filled in another way. */
    record Mean() implements Fill {}
}
