package io.graft.core.recipe;

import io.graft.core.method.MergeMethod;
import io.graft.core.method.Models;
import io.graft.core.method.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A run of output layers made from equally many layers of each source. A recipe that lists whole models is one slice.
 *
 * @param base null for the recipe's
 */
public record Slice(List<Contribution> sources, @Nullable ModelReference base, Map<Parameter, Setting> parameters) {
    public Slice {
        sources = List.copyOf(sources);
        parameters = Map.copyOf(parameters);
    }

    /** Whether the sources are whole models rather than ranges of their layers. */
    public boolean whole() {
        return sources.stream().allMatch(source -> source.layers() == null);
    }

    /** How many layers the slice has; only of a slice that is not {@link #whole()}. */
    public int length() {
        return Objects.requireNonNull(sources.getFirst().layers()).length();
    }

    /**
     * The sources without the base, which may be listed or not, where the method sees it as one.
     *
     * @param recipeBase the base of slices that have none of their own
     */
    List<Contribution> changes(MergeMethod method, @Nullable ModelReference recipeBase) {
        ModelReference from = base == null ? recipeBase : base;
        return sources.stream()
                .filter(source ->
                        method.base() == Models.Base.NONE || !source.model().equals(from))
                .toList();
    }

    Slice with(UnaryOperator<Source> change) {
        return new Slice(
                sources.stream().map(one -> one.with(one.model().with(change))).toList(),
                base == null ? null : base.with(change),
                parameters);
    }
}
