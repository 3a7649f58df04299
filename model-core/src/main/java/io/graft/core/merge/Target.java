package io.graft.core.merge;

import io.graft.core.kernel.Operand;
import io.graft.core.method.Draws;
import io.graft.core.method.Ingredients;
import io.graft.core.method.MergeMethod;
import io.graft.core.method.Parameter;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Slice;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One tensor of the result, before it is decided how it comes about.
 *
 * @param position in the stack of layers, see {@link io.graft.core.recipe.Setting#at}
 * @param parts what the models of the slice bring, the base not among them where the method has one
 * @param basePart what the base brings, where the method has one
 * @param reference the tensor of this name in the model that gives config and tokenizer; null if it has none
 */
record Target(
        String name,
        Recipe recipe,
        Slice slice,
        double position,
        List<Part> parts,
        @Nullable Part basePart,
        @Nullable Tensor reference)
        implements Ingredients {
    Target {
        parts = List.copyOf(parts);
    }

    /** The same with its parts in an order that the recipe's has no influence on, where the method does not mind. */
    Target ordered() {
        if (!method().commutes() || parts.size() < 2) {
            return this;
        }
        List<Part> ordered = parts.stream()
                .sorted(byParameters().thenComparing(Part::operand, ContentOrder.BY_CONTENT))
                .toList();
        return new Target(name, recipe, slice, position, ordered, basePart, reference);
    }

    private Comparator<Part> byParameters() {
        return method().description().parameters().stream()
                .filter(Parameter::perModel)
                .map(parameter -> Comparator.comparingDouble((Part part) -> value(parameter, part)))
                .reduce((_, _) -> 0, Comparator::thenComparing);
    }

    MergeMethod method() {
        return recipe.method();
    }

    @Override
    public String tensor() {
        return name;
    }

    @Override
    public List<Operand> models() {
        return parts.stream().map(Part::operand).toList();
    }

    @Override
    public Optional<Operand> base() {
        return Optional.ofNullable(basePart).map(Part::operand);
    }

    @Override
    public double value(Parameter parameter) {
        return recipe.value(parameter, slice, name, position);
    }

    @Override
    public double value(Parameter parameter, int model) {
        return value(parameter, parts.get(model));
    }

    private double value(Parameter parameter, Part part) {
        return recipe.value(parameter, slice, part.source(), name, position);
    }

    @Override
    public Draws draws(int model) {
        return Randomness.of(recipe, name, parts.get(model).operand());
    }

    @Override
    public Shape shape() {
        return model().shape();
    }

    /** A tensor that shows the shape: the base's or the first part's. */
    Tensor model() {
        return basePart == null ? parts.getFirst().tensor() : basePart.tensor();
    }

    /** The type of the base's tensor, the reference's, or the first part's. */
    DType dtype() {
        return Optional.ofNullable(basePart)
                .map(Part::dtype)
                .or(() -> Optional.ofNullable(reference).map(Tensor::dtype))
                .orElseGet(() -> parts.getFirst().dtype());
    }
}
