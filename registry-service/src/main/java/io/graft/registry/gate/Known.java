package io.graft.registry.gate;

import io.graft.core.GraftException;
import io.graft.core.recipe.Suggestion;
import io.graft.registry.evaluation.Measurements;
import io.graft.registry.evaluation.Measurements.SuiteTasks;
import java.util.Collection;
import java.util.List;

/** Names that must be among those that are there. */
final class Known {
    private Known() {}

    /** The suite that a condition names. */
    static SuiteTasks suite(Measurements measurements, String reference) {
        try {
            return measurements.suite(reference);
        } catch (GraftException e) {
            throw new GraftException(e.code(), "suite", e.sentence(), e.remedy(), e);
        }
    }

    static void require(String field, String name, Collection<String> known, String owner) {
        if (!known.contains(name)) {
            throw GateError.refused(field, "%s has no %s \"%s\"".formatted(owner, field, name), remedy(name, known));
        }
    }

    static String remedy(String name, Collection<String> known) {
        List<String> sorted = known.stream().sorted().toList();
        return Suggestion.nearest(name, known)
                .map("Did you mean \"%s\"?"::formatted)
                .orElseGet(() -> "Use one of %s.".formatted(sorted));
    }
}
