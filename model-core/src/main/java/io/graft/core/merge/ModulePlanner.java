package io.graft.core.merge;

import io.graft.core.method.Models;
import io.graft.core.recipe.Contribution;
import io.graft.core.recipe.LayerRange;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.RecipeModule;
import io.graft.core.recipe.Scope;
import io.graft.core.recipe.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Plans the tensors of one module: from which tensors of which models each is made. */
final class ModulePlanner {
    private final Recipe recipe;
    private final RecipeModule module;
    private final MergeInputs inputs;
    private final Tokens tokens;
    private final MergeModel donor;
    private final Map<ModelReference, Region> regions = new HashMap<>();
    private final List<Target> targets = new ArrayList<>();

    private ModulePlanner(Recipe recipe, RecipeModule module, MergeInputs inputs, Tokens tokens) {
        this.recipe = recipe;
        this.module = module;
        this.inputs = inputs;
        this.tokens = tokens;
        this.donor = inputs.model(recipe.donor());
    }

    static List<Target> plan(Recipe recipe, RecipeModule module, MergeInputs inputs, Tokens tokens) {
        ModulePlanner planner = new ModulePlanner(recipe, module, inputs, tokens);
        if (module.whole()) {
            planner.planWhole(module.slices().getFirst());
        } else {
            planner.planSlices();
        }
        return planner.targets;
    }

    private Region region(Contribution source) {
        return regions.computeIfAbsent(
                source.model(), reference -> Region.of(inputs.model(reference), tokens, recipe, module));
    }

    private void planWhole(Slice slice) {
        LayerStack layers = region(slice.sources().getFirst()).layers();
        add(slice, strands(slice, source -> Strand.ofAll(source, region(source))), tensor -> position(layers, tensor));
    }

    private static double position(LayerStack layers, String tensor) {
        OptionalInt layer = layers.layer(tensor);
        return layer.isPresent() ? LayerStack.position(layer.getAsInt(), layers.count()) : 0;
    }

    private void planSlices() {
        addOutside(module.slices().getFirst(), LayerStack::isEarly);
        int layer = 0;
        for (Slice slice : module.slices()) {
            for (int i = 0; i < slice.length(); i++, layer++) {
                addLayer(slice, i, layer);
            }
        }
        addOutside(module.slices().getLast(), Predicate.not(LayerStack::isEarly));
    }

    private void addLayer(Slice slice, int from, int to) {
        double position = LayerStack.position(from, slice.length());
        add(slice, strands(slice, source -> Strand.ofLayer(source, region(source), from, to)), tensor -> position);
    }

    /** mergekit's rule: what comes before the layers is made by the first slice, what comes after them by the last. */
    private void addOutside(Slice slice, Predicate<String> wanted) {
        add(slice, strands(slice, source -> Strand.outside(source, region(source), wanted)), tensor -> 0);
    }

    private void add(Slice slice, Strands strands, ToDoubleFunction<String> position) {
        Scope scope = new Scope(recipe, module, slice);
        for (String name : strands.names()) {
            targets.add(new Target(
                    name,
                    scope,
                    position.applyAsDouble(name),
                    strands.parts(name),
                    strands.base(name),
                    donor.checkpoint().holds(name) ? donor.checkpoint().tensor(name) : null,
                    inputs.digests()));
        }
    }

    private Strands strands(Slice slice, Function<Contribution, Strand> strand) {
        Optional<ModelReference> taken =
                recipe.baseOf(slice).filter(one -> recipe.method().base() != Models.Base.NONE);
        if (taken.isEmpty()) {
            return new Strands(slice.sources().stream().map(strand).toList(), null);
        }
        ModelReference base = taken.get();
        return new Strands(
                slice.sources().stream()
                        .filter(source -> !source.model().equals(base))
                        .map(strand)
                        .toList(),
                strand.apply(new Contribution(base, baseLayers(slice, base), Map.of())));
    }

    /** The base's own range where it is listed, else the one that all sources have. */
    private static @Nullable LayerRange baseLayers(Slice slice, ModelReference base) {
        if (slice.whole()) {
            return null;
        }
        Set<String> seen = new TreeSet<>();
        for (Contribution source : slice.sources()) {
            if (source.model().equals(base)) {
                return source.layers();
            }
            seen.add(Objects.toString(source.layers()));
        }
        if (seen.size() > 1) {
            throw MergeError.MERGE_BASE_AMBIGUOUS.at(
                    base.toString(),
                    "The sources of a slice take different layers, and none of them is %s".formatted(base));
        }
        return slice.sources().getFirst().layers();
    }
}
