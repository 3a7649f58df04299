package io.graft.core.merge;

import io.graft.core.kernel.Operand;
import io.graft.core.method.Draws;
import io.graft.core.method.Ingredients;
import io.graft.core.method.MergeMethod;
import io.graft.core.method.Parameter;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Scope;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One tensor of the result, before it is decided how it comes about.
 *
 * @param scope where in the recipe it is spoken of
 * @param position in the stack of layers, see {@link io.graft.core.recipe.Setting#at}
 * @param parts what the models of the slice bring, the base not among them where the method has one
 * @param basePart what the base brings, where the method has one
 * @param reference the tensor of this name in the model that gives config and tokenizer; null if it has none
 * @param digests of the inputs' tensors
 */
record Target(
        String name,
        Scope scope,
        double position,
        List<Part> parts,
        @Nullable Part basePart,
        @Nullable Tensor reference,
        TensorDigests digests)
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
        return new Target(name, scope, position, ordered, basePart, reference, digests);
    }

    private Comparator<Part> byParameters() {
        return method().description().parameters().stream()
                .filter(Parameter::perModel)
                .map(parameter -> Comparator.comparingDouble((Part part) -> value(parameter, part)))
                .reduce((_, _) -> 0, Comparator::thenComparing);
    }

    /** What the models bring, and what the base does. */
    Stream<Part> allParts() {
        return Stream.concat(parts.stream(), Stream.ofNullable(basePart));
    }

    /** What one of the models brings; the base as number -1. */
    Part part(int model) {
        return model < 0 ? Objects.requireNonNull(basePart) : parts.get(model);
    }

    /** Whether the adapter of this model has a part in the tensor. */
    boolean isChangedBy(ModelReference reference) {
        return allParts().anyMatch(part -> part.source().model().equals(reference) && part.adapted());
    }

    OptionalDouble find(Parameter parameter) {
        return scope.find(parameter, name, position);
    }

    OptionalDouble find(Parameter parameter, int model) {
        return scope.find(parameter, parts.get(model).source(), name, position);
    }

    Recipe recipe() {
        return scope.recipe();
    }

    MergeMethod method() {
        return recipe().method();
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
        return scope.value(parameter, name, position);
    }

    @Override
    public double value(Parameter parameter, int model) {
        return value(parameter, parts.get(model));
    }

    private double value(Parameter parameter, Part part) {
        return scope.value(parameter, part.source(), name, position);
    }

    @Override
    public Draws draws(int model) {
        return Randomness.of(recipe(), name, parts.get(model).operand(), digests);
    }

    @Override
    public Shape shape() {
        return allParts().findFirst().orElseThrow().operand().shape();
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
