package io.graft.core.recipe;

import io.graft.core.GraftException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model as recipes refer to it: {@code model}, or {@code model+adapter} for a model with an adapter merged into it. */
public record ModelReference(Source model, @Nullable Source adapter) implements Comparable<ModelReference> {
    /** Reads the text form. A path that contains a plus sign has to be given in a recipe's long form. */
    public static ModelReference parse(String text) {
        String[] parts = text.strip().split("\\+", -1);
        if (parts.length > 2) {
            throw malformed(text, "names more than one adapter");
        }
        if (Stream.of(parts).anyMatch(String::isBlank)) {
            throw malformed(text, "has nothing on one side of the plus sign");
        }
        return new ModelReference(Source.parse(parts[0]), parts.length == 1 ? null : Source.parse(parts[1]));
    }

    public static ModelReference of(Source model) {
        return new ModelReference(model, null);
    }

    /** The same model without its adapter. */
    public ModelReference bare() {
        return of(model);
    }

    public Optional<Source> adapterSource() {
        return Optional.ofNullable(adapter);
    }

    /** The model, then the adapter if there is one. */
    public Stream<Source> sources() {
        return Stream.of(model, adapter).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    ModelReference with(UnaryOperator<Source> change) {
        return new ModelReference(change.apply(model), adapter == null ? null : change.apply(adapter));
    }

    /** Whether {@link #parse} reads {@link #toString()} back as this reference. */
    boolean fitsText() {
        return sources().noneMatch(source -> source.toString().contains("+"));
    }

    @Override
    public int compareTo(ModelReference other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return adapter == null ? model.toString() : model + "+" + adapter;
    }

    private static GraftException malformed(String text, String what) {
        return new GraftException(
                RecipeError.REFERENCE_MALFORMED,
                text,
                "The model reference \"%s\" %s".formatted(text, what),
                "Write model or model+adapter; several adapters are merged as several models of task_arithmetic.");
    }
}
