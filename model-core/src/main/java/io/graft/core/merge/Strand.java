package io.graft.core.merge;

import io.graft.core.recipe.Contribution;
import io.graft.core.recipe.LayerRange;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Some tensors of one model, under the names that they have in the result.
 *
 * @param names from the name in the result to the name in the model
 */
record Strand(Contribution source, Region region, Map<String, String> names) {
    static Strand ofAll(Contribution source, Region region) {
        return select(source, region, name -> true);
    }

    /** What is outside the layers and wanted. */
    static Strand outside(Contribution source, Region region, Predicate<String> wanted) {
        return select(source, region, name -> region.layers().layer(name).isEmpty() && wanted.test(name));
    }

    private static Strand select(Contribution source, Region region, Predicate<String> wanted) {
        Map<String, String> names = new TreeMap<>();
        region.names().stream().filter(wanted).forEach(name -> names.put(name, name));
        return new Strand(source, region, names);
    }

    /** The layer {@code from} of the source's range, to become layer {@code to}. */
    static Strand ofLayer(Contribution source, Region region, int from, int to) {
        LayerRange range = Objects.requireNonNull(source.layers());
        requireLayers(source, region.layers(), range);
        int layer = range.first() + from;
        Map<String, String> names = new TreeMap<>();
        for (String name : region.names()) {
            if (region.layers().layer(name).orElse(-1) == layer) {
                names.put(region.layers().renumbered(name, to), name);
            }
        }
        return new Strand(source, region, names);
    }

    private static void requireLayers(Contribution source, LayerStack layers, LayerRange range) {
        if (range.end() > layers.count()) {
            throw MergeError.MERGE_LAYERS_MISSING.at(
                    source.model().toString(),
                    "The recipe takes layers %s of %s, which has %d layers"
                            .formatted(range, source.model(), layers.count()));
        }
    }

    boolean holds(String name) {
        return names.containsKey(name) || region.model().standIn(name).isPresent();
    }

    Part part(String name) {
        String own = names.get(name);
        return Part.of(
                source, region, own == null ? region.model().standIn(name).orElseThrow() : own);
    }
}
