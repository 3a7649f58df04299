package io.graft.core.preflight;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergePlan;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks at a recipe and its inputs before a merge: whether they go together, and what a careful engineer would warn about. Reads
 * headers, configs and samples of the factors of adapters; weights only of small models, where an adapter states which ones it wants.
 */
public final class Preflight {
    private Preflight() {}

    /** Opens the inputs and looks at them; what cannot be opened is a finding. */
    public static List<Finding> of(Recipe recipe, Function<Source, Path> folders) {
        MergeInputs opened;
        try {
            opened = MergeInputs.outline(recipe.references(), folders, Map.of());
        } catch (GraftException e) {
            return openingFaults(recipe, folders);
        }
        try (MergeInputs inputs = opened) {
            return of(recipe, inputs);
        }
    }

    private static List<Finding> openingFaults(Recipe recipe, Function<Source, Path> folders) {
        return recipe.references().stream()
                .flatMap(reference -> openingFault(reference, folders).stream())
                .distinct()
                .toList();
    }

    private static Optional<Finding> openingFault(ModelReference reference, Function<Source, Path> folders) {
        try (MergeInputs _ = MergeInputs.outline(List.of(reference), folders, Map.of())) {
            return Optional.empty();
        } catch (GraftException e) {
            return Optional.of(Finding.of(e));
        }
    }

    /** Looks at inputs that are open. */
    public static List<Finding> of(Recipe recipe, MergeInputs inputs) {
        return of(recipe, inputs, Map.of());
    }

    /**
     * Looks at inputs that are open.
     *
     * @param bases for adapters, the fingerprint of the base that each was trained on, where that is known
     */
    public static List<Finding> of(Recipe recipe, MergeInputs inputs, Map<Source, Digest> bases) {
        List<Finding> findings = new ArrayList<>();
        for (ModelReference reference : recipe.references()) {
            new AdapterCheck(reference, inputs, bases).addTo(findings);
        }
        new ModelCheck(recipe, inputs).addTo(findings);
        try {
            new TypeCheck(recipe, inputs, MergePlan.of(recipe, inputs)).addTo(findings);
        } catch (GraftException e) {
            findings.add(Finding.of(e));
        }
        return findings.stream().distinct().toList();
    }

    /** What the headers and configs of inputs that fit together say, without looking into weights or adapters. */
    public static List<Finding> glance(Recipe recipe, MergeInputs inputs) {
        List<Finding> findings = new ArrayList<>();
        new ModelCheck(recipe, inputs).addTo(findings);
        new TypeCheck(recipe, inputs, MergePlan.of(recipe, inputs)).addTo(findings);
        return findings.stream().distinct().toList();
    }
}
