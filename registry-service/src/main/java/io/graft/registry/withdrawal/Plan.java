package io.graft.registry.withdrawal;

import io.graft.core.recipe.Recipe;
import java.util.List;
import java.util.Map;

/** How a tainted version can be made again. */
sealed interface Plan {
    /**
     * By this recipe.
     *
     * @param without what is left out
     * @param replaced tainted inputs, by what was made in their place
     */
    record Possible(Recipe recipe, List<String> without, Map<String, String> replaced, List<String> notes)
            implements Plan {}

    /** After these were made again, which go into it. */
    record Later(List<String> waitsFor) implements Plan {}

    record Impossible(String why) implements Plan {}
}
