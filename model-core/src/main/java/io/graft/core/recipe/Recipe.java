package io.graft.core.recipe;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.method.MergeMethod;
import io.graft.core.method.Parameter;
import io.graft.core.tensor.DType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to merge and how. Written in mergekit's YAML, or the same as JSON.
 *
 * @param base the model that the others differ from, whose config and tokenizer the result gets
 * @param slices one after the other the layers of the result
 * @param parameters valid where neither a model nor a slice has its own; defaults are filled in
 * @param dtype the element type of the result, unless {@code outDtype} is given; null for the base's
 */
public record Recipe(
        MergeMethod method,
        @Nullable ModelReference base,
        List<Slice> slices,
        Map<Parameter, Setting> parameters,
        @Nullable DType dtype,
        @Nullable DType outDtype) {
    public Recipe {
        slices = List.copyOf(slices);
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads a recipe, and refuses what it does not know.
     *
     * @param source how to call the text in errors, usually its file name
     * @throws GraftException with a {@link RecipeError}, naming line and column
     */
    public static Recipe parse(String yamlOrJson, String source) {
        return RecipeParser.parse(new RecipeDocument(source).read(yamlOrJson));
    }

    /** Every model of the recipe, the one that gives config and tokenizer first. */
    public SequencedSet<ModelReference> references() {
        SequencedSet<ModelReference> references = new LinkedHashSet<>();
        references.add(donor());
        for (Slice slice : slices) {
            Optional.ofNullable(slice.base()).ifPresent(references::add);
            slice.sources().forEach(source -> references.add(source.model()));
        }
        return references;
    }

    /** The folders and registered versions that the models of this recipe are made of, each once. */
    public SequencedSet<Source> sources() {
        SequencedSet<Source> sources = new LinkedHashSet<>();
        references().forEach(reference -> reference.sources().forEach(sources::add));
        return sources;
    }

    /** The same recipe with other places to take the models from, such as aliases resolved to numbers. */
    public Recipe withSources(UnaryOperator<Source> change) {
        return new Recipe(
                method,
                base == null ? null : base.with(change),
                slices.stream().map(slice -> slice.with(change)).toList(),
                parameters,
                dtype,
                outDtype);
    }

    /** The model whose config, tokenizer and other files the result gets: the base, or else the first model. */
    public ModelReference donor() {
        return base == null ? slices.getFirst().sources().getFirst().model().bare() : base;
    }

    /** The model that the sources of a slice differ from, if the recipe names one. */
    public Optional<ModelReference> baseOf(Slice slice) {
        return Stream.of(slice.base(), base)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .findFirst();
    }

    /** The element type of the result; empty where each tensor keeps the base's. */
    public Optional<DType> outputType() {
        return Stream.of(outDtype, dtype)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .findFirst();
    }

    /**
     * The value of a parameter for one model and one tensor of the result. The model's own setting comes first, then the
     * slice's, then the recipe's; a setting that does not speak of the tensor gives way to the next.
     *
     * @param position as in {@link Setting#at}
     */
    public double value(Parameter parameter, Slice slice, Contribution source, String tensor, double position) {
        return lookUp(parameter, List.of(source.parameters(), slice.parameters(), parameters), tensor, position)
                .orElseThrow(() -> noValue(parameter, tensor, " of " + source.model()));
    }

    /** The value of a parameter that is not a matter of single models. */
    public double value(Parameter parameter, Slice slice, String tensor, double position) {
        return lookUp(parameter, List.of(slice.parameters(), parameters), tensor, position)
                .orElseThrow(() -> noValue(parameter, tensor, ""));
    }

    private static OptionalDouble lookUp(
            Parameter parameter, List<Map<Parameter, Setting>> levels, String tensor, double position) {
        for (Map<Parameter, Setting> level : levels) {
            Setting setting = level.get(parameter);
            OptionalDouble value = setting == null ? OptionalDouble.empty() : setting.at(tensor, position);
            if (value.isPresent()) {
                return value;
            }
        }
        return OptionalDouble.empty();
    }

    private static GraftException noValue(Parameter parameter, String tensor, String of) {
        return new GraftException(
                RecipeError.RECIPE_NO_VALUE,
                tensor,
                "No case of %s%s covers the tensor %s".formatted(parameter, of, tensor),
                "Add a last case without a filter.");
    }

    /**
     * The recipe as JSON that depends on its meaning only: sorted keys, shortest numbers, defaults filled in, models in order
     * of their names where their order means nothing. {@link #parse} reads it back.
     */
    public String canonicalJson() {
        return CanonicalRecipe.json(this);
    }

    /**
     * What random numbers are drawn from: the {@code random_seed} that the recipe gives, or else the digest of all that it says
     * but for where the models are. The same models and settings give the same numbers, wherever they lie.
     */
    public String seed() {
        Setting given = method.parameter("random_seed").map(parameters::get).orElse(null);
        return given instanceof Setting.Constant(double value)
                ? Long.toString((long) value)
                : Digest.of(withSources(source -> new Source.LocalPath("model")).canonicalJson())
                        .hex();
    }

    /** The digest of the canonical form. */
    public Digest id() {
        return Digest.of(canonicalJson());
    }
}
