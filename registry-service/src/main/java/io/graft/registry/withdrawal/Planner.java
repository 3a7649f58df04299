package io.graft.registry.withdrawal;

import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each tainted version the recipe without what was withdrawn. Inputs that are tainted and can be made again are made
 * first and replaced; those that cannot are left out.
 */
final class Planner {
    private final Map<String, TaintedVersion> tainted;
    private final Map<String, Plan> plans = new HashMap<>();

    /** @param tainted all that is, as far as it goes into each other */
    Planner(Collection<TaintedVersion> tainted) {
        this.tainted = tainted.stream().collect(Collectors.toMap(TaintedVersion::reference, Function.identity()));
    }

    /** For a version that {@link TaintedVersion#canBeMadeAgain}. */
    Plan plan(TaintedVersion version) {
        Plan known = plans.get(version.reference());
        if (known == null) {
            known = find(Objects.requireNonNull(version.recipe()));
            plans.put(version.reference(), known);
        }
        return known;
    }

    private Plan find(Recipe recipe) {
        Set<Source> gone = new LinkedHashSet<>();
        Map<Source, Source> replaced = new LinkedHashMap<>();
        List<String> awaited = new ArrayList<>();
        for (Source source : recipe.sources()) {
            TaintedVersion input = tainted.get(source.toString());
            if (input == null) {
                continue;
            }
            Optional<String> replacement = replacement(input);
            if (replacement.isPresent()) {
                replaced.put(source, Source.parse(replacement.get()));
            } else if (isLost(input)) {
                gone.add(source);
            } else {
                awaited.add(input.reference());
            }
        }
        return awaited.isEmpty() ? reduced(recipe, gone, replaced) : new Plan.Later(awaited);
    }

    private static Optional<String> replacement(TaintedVersion input) {
        @Nullable Remerge remerge = input.remerge();
        return input.itself() || remerge == null ? Optional.empty() : remerge.replacement();
    }

    private boolean isLost(TaintedVersion input) {
        return !input.canBeMadeAgain() || plan(input) instanceof Plan.Impossible;
    }

    private static Plan reduced(Recipe recipe, Set<Source> gone, Map<Source, Source> replaced) {
        return switch (Reduction.of(recipe, gone)) {
            case Reduction.Rest.Nothing(String why) -> new Plan.Impossible(why);
            case Reduction.Rest.Less(Recipe less, List<String> notes) ->
                new Plan.Possible(
                        less.withSources(source -> replaced.getOrDefault(source, source)),
                        gone.stream().map(Source::toString).toList(),
                        names(replaced),
                        notes);
        };
    }

    private static Map<String, String> names(Map<Source, Source> replaced) {
        Map<String, String> names = new LinkedHashMap<>();
        replaced.forEach((old, made) -> names.put(old.toString(), made.toString()));
        return names;
    }
}
