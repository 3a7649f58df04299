package io.graft.core.recipe;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.gguf.BlockType;
import io.graft.core.method.MergeMethod;
import io.graft.core.method.Parameter;
import io.graft.core.tensor.DType;
import io.graft.core.tokenizer.TokenizerSetting;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to merge and how. Written in mergekit's YAML, or the same as JSON.
 *
 * @param base the model that the others differ from, whose config and tokenizer the result gets
 * @param modules which tensors to make how; each tensor belongs to one module
 * @param parameters valid where neither a model nor a slice nor a module has its own; defaults are filled in
 * @param dtype the element type of the result, unless {@code outDtype} is given; null for the base's
 * @param tokenizer null to take the base's, or else the first model's, as it is
 * @param quantize what the matrices of a GGUF file of the result become, which is made beside it; null for no such file
 * @param chatTemplate the name of a template, {@code auto} or the template itself; null to take the one that is there
 */
public record Recipe(
        MergeMethod method,
        @Nullable ModelReference base,
        List<RecipeModule> modules,
        Map<Parameter, Setting> parameters,
        @Nullable DType dtype,
        @Nullable DType outDtype,
        @Nullable BlockType quantize,
        @Nullable TokenizerSetting<ModelReference> tokenizer,
        @Nullable String chatTemplate) {
    public Recipe {
        modules = List.copyOf(modules);
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads a recipe, and refuses what it does not know.
     *
     * @param source how to call the text in errors, usually its file name
     * @throws GraftException with a {@link RecipeError}, naming line and column
     */
    public static Recipe parse(String yamlOrJson, String source) {
        return RecipeSeries.parse(yamlOrJson, source).only();
    }

    /** The slices of all modules. */
    public List<Slice> slices() {
        return modules.stream().flatMap(module -> module.slices().stream()).toList();
    }

    /**
     * The module that a tensor belongs to: the one that its name speaks of first, or else {@link RecipeModule#DEFAULT}; empty if
     * the recipe has no such module.
     */
    public Optional<RecipeModule> module(String tensor) {
        Optional<RecipeModule> named = modules.stream()
                .filter(module -> place(module, tensor).isPresent())
                .min(Comparator.comparingInt(
                                (RecipeModule module) -> place(module, tensor).orElseThrow())
                        .thenComparing(RecipeModule::name));
        return named.or(() -> modules.stream().filter(RecipeModule::isDefault).findFirst());
    }

    private static OptionalInt place(RecipeModule module, String tensor) {
        return module.isDefault() ? OptionalInt.empty() : module.place(tensor);
    }

    /** Every model of the recipe, the one that gives config and tokenizer first. */
    public SequencedSet<ModelReference> references() {
        SequencedSet<ModelReference> references = new LinkedHashSet<>();
        references.add(donor());
        for (Slice slice : slices()) {
            Optional.ofNullable(slice.base()).ifPresent(references::add);
            slice.sources().forEach(source -> references.add(source.model()));
        }
        if (tokenizer != null) {
            TokenizerModels.of(tokenizer).forEach(references::add);
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
                modules.stream().map(module -> module.with(change)).toList(),
                parameters,
                dtype,
                outDtype,
                quantize,
                tokenizer == null ? null : TokenizerModels.with(tokenizer, model -> model.with(change)),
                chatTemplate);
    }

    /** The same recipe without the step that follows the merge. */
    private Recipe unquantised() {
        return new Recipe(method, base, modules, parameters, dtype, outDtype, null, tokenizer, chatTemplate);
    }

    /** The model whose config, tokenizer and other files the result gets: the base, or else the first model. */
    public ModelReference donor() {
        return base == null ? slices().getFirst().sources().getFirst().model().bare() : base;
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
     * The recipe as JSON that depends on its meaning only: sorted keys, shortest numbers, defaults filled in, models in order
     * of their names where their order means nothing. {@link #parse} reads it back.
     */
    public String canonicalJson() {
        return CanonicalRecipe.json(this);
    }

    /**
     * What random numbers are drawn from: the {@code random_seed} that the recipe gives, or else the digest of all that it says
     * but for where the models are, and what follows the merge. The same models and settings give the same numbers, wherever they
     * lie.
     */
    public String seed() {
        Setting given = method.parameter("random_seed").map(parameters::get).orElse(null);
        return given instanceof Setting.Constant(double value)
                ? Long.toString((long) value)
                : Digest.of(unquantised()
                                .withSources(source -> new Source.LocalPath("model"))
                                .canonicalJson())
                        .hex();
    }

    /** The digest of the canonical form. */
    public Digest id() {
        return Digest.of(canonicalJson());
    }
}
