package io.graft.registry.merge;

import io.graft.core.recipe.Contribution;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Scope;
import io.graft.core.recipe.Setting;
import io.graft.core.recipe.Source;
import io.graft.registry.lineage.Lineage;
import io.graft.registry.lineage.Parent;
import io.graft.registry.lineage.Relation;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionReference;
import io.graft.registry.recipe.Recipes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes down which versions went into a merged one, each once, in the recipe's order and with its weight. */
@Component
class Ancestry {
    private final Recipes recipes;
    private final Catalog catalog;
    private final Lineage lineage;
    private final JsonMapper json;

    Ancestry(Recipes recipes, Catalog catalog, Lineage lineage, JsonMapper json) {
        this.recipes = recipes;
        this.catalog = catalog;
        this.lineage = lineage;
        this.json = json;
    }

    void record(Merge merge, PinnedVersion made) {
        Recipe recipe = recipes.recipe(merge.recipe());
        Map<String, UUID> versions = versions(merge);
        Map<UUID, Parent> parents = new LinkedHashMap<>();
        for (Source source : recipe.sources()) {
            UUID version = Objects.requireNonNull(versions.get(source.toString()));
            parents.putIfAbsent(version, new Parent(version, Relation.MERGE, weight(recipe, source)));
        }
        lineage.connect(made.id(), List.copyOf(parents.values()));
    }

    private Map<String, UUID> versions(Merge merge) {
        return Stream.of(json.readValue(merge.inputs(), Input[].class))
                .collect(Collectors.toMap(
                        Input::reference, input -> catalog.find(VersionReference.parse(input.version()))));
    }

    /** Null where no single number says it: the weight differs from tensor to tensor, or the source only carries an adapter. */
    static @Nullable Double weight(Recipe recipe, Source source) {
        List<Optional<Double>> weights = recipe.modules().stream()
                .flatMap(module -> module.slices().stream().map(slice -> new Scope(recipe, module, slice)))
                .flatMap(scope -> scope.slice().sources().stream()
                        .filter(part -> weighs(part.model(), source))
                        .map(part -> constant(scope, part)))
                .distinct()
                .toList();
        return weights.size() == 1 ? weights.getFirst().orElse(null) : null;
    }

    private static boolean weighs(ModelReference reference, Source source) {
        return reference.adapterSource().orElse(reference.model()).equals(source);
    }

    private static Optional<Double> constant(Scope scope, Contribution part) {
        Recipe recipe = scope.recipe();
        return Stream.of(
                        part.parameters(),
                        scope.slice().parameters(),
                        scope.module().parameters(),
                        recipe.parameters())
                .flatMap(settings -> recipe.method().parameter("weight").map(settings::get).stream())
                .findFirst()
                .filter(Setting.Constant.class::isInstance)
                .map(setting -> ((Setting.Constant) setting).value());
    }
}
