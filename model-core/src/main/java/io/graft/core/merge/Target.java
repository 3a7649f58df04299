package io.graft.core.merge;

import io.graft.core.recipe.Parameter;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Slice;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One tensor of the result, before it is decided how it comes about.
 *
 * @param position in the stack of layers, see {@link io.graft.core.recipe.Setting#at}
 * @param parts what the models of the slice bring, the base not among them where the method has one
 * @param base the base's tensor, where the method has one
 * @param reference the tensor of this name in the model that gives config and tokenizer; null if it has none
 */
record Target(
        String name,
        Recipe recipe,
        Slice slice,
        double position,
        List<Part> parts,
        @Nullable Tensor base,
        @Nullable Tensor reference) {
    Target {
        parts = List.copyOf(parts);
    }

    double value(Parameter parameter, Part part) {
        return recipe.value(parameter, slice, part.source(), name, position);
    }

    double value(Parameter parameter) {
        return recipe.value(parameter, slice, name, position);
    }

    boolean isOn(Parameter flag) {
        return value(flag) != 0;
    }

    /** A tensor that shows shape and type: the base's, the reference's, or the first part's. */
    Tensor model() {
        return Optional.ofNullable(base)
                .or(() -> Optional.ofNullable(reference))
                .orElseGet(() -> parts.getFirst().tensor());
    }
}
