package io.graft.registry.withdrawal;

import io.graft.core.GraftException;
import io.graft.core.method.Models;
import io.graft.core.recipe.Contribution;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.RecipeModule;
import io.graft.core.recipe.Slice;
import io.graft.core.recipe.Source;
import io.graft.registry.recipe.Recipes;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A recipe without some of its sources. What is left keeps its weights and its place. */
final class Reduction {
    private final Recipe recipe;
    private final Set<Source> gone;
    private final boolean baseIsMerged;

    private Reduction(Recipe recipe, Set<Source> gone) {
        this.recipe = recipe;
        this.gone = gone;
        this.baseIsMerged = recipe.method().base() != Models.Base.NONE;
    }

    /** What is left. */
    sealed interface Rest {
        /**
         * A recipe of fewer sources.
         *
         * @param notes on what is otherwise than before, besides what is gone
         */
        record Less(Recipe recipe, List<String> notes) implements Rest {}

        /**
         * No recipe.
         *
         * @param why there is none
         */
        record Nothing(String why) implements Rest {}
    }

    static Rest of(Recipe recipe, Set<Source> gone) {
        return gone.isEmpty() ? new Rest.Less(recipe, List.of()) : new Reduction(recipe, gone).rest();
    }

    private Rest rest() {
        if (baseIsMerged && bases().anyMatch(this::isGone)) {
            return new Rest.Nothing("%s is the base, which the others are differences from".formatted(names()));
        }
        if (slices().anyMatch(slice -> left(slice).isEmpty())) {
            return new Rest.Nothing(
                    recipe.modules().stream().allMatch(RecipeModule::whole)
                            ? "Nothing else went into it than %s".formatted(names())
                            : "Some of its layers come from %s alone".formatted(names()));
        }
        Recipe less = less();
        if (less.sources().stream().anyMatch(gone::contains)) {
            return new Rest.Nothing("Its tokenizer comes from %s".formatted(names()));
        }
        if (less.slices().stream().allMatch(slice -> isBaseAlone(less, slice))) {
            return new Rest.Nothing("Nothing but its base is left without %s".formatted(names()));
        }
        return read(less);
    }

    /** Methods have rules of their own, such as how many models they take. */
    private Rest read(Recipe less) {
        try {
            return new Rest.Less(Recipes.read(less.canonicalJson()), notes(less));
        } catch (GraftException e) {
            return new Rest.Nothing("Without %s it is no recipe: %s".formatted(names(), e.sentence()));
        }
    }

    private List<String> notes(Recipe less) {
        return less.donor().equals(recipe.donor())
                ? List.of()
                : List.of("Config and tokenizer come from %s in place of %s".formatted(less.donor(), recipe.donor()));
    }

    private Recipe less() {
        return new Recipe(
                recipe.method(),
                kept(recipe.base()),
                recipe.modules().stream().map(this::less).toList(),
                recipe.parameters(),
                recipe.dtype(),
                recipe.outDtype(),
                recipe.quantize(),
                recipe.tokenizer(),
                recipe.chatTemplate());
    }

    private RecipeModule less(RecipeModule module) {
        return new RecipeModule(
                module.name(),
                module.slices().stream()
                        .map(slice -> new Slice(left(slice), kept(slice.base()), slice.parameters()))
                        .toList(),
                module.parameters());
    }

    private List<Contribution> left(Slice slice) {
        return slice.sources().stream().filter(one -> !isGone(one.model())).toList();
    }

    private boolean isBaseAlone(Recipe less, Slice slice) {
        return baseIsMerged
                && less.baseOf(slice)
                        .filter(base -> slice.sources().stream()
                                .allMatch(one -> one.model().equals(base)))
                        .isPresent();
    }

    private Stream<Slice> slices() {
        return recipe.slices().stream();
    }

    private Stream<ModelReference> bases() {
        return Stream.concat(Stream.ofNullable(recipe.base()), slices().map(Slice::base))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }

    private boolean isGone(ModelReference model) {
        return model.sources().anyMatch(gone::contains);
    }

    private @Nullable ModelReference kept(@Nullable ModelReference base) {
        return base == null || isGone(base) ? null : base;
    }

    private String names() {
        return gone.stream().map(Source::toString).sorted().collect(Collectors.joining(" and "));
    }
}
