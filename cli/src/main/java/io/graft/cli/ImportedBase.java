package io.graft.cli;

import io.graft.core.GraftException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Finds, among what a registry has, the version that a model says it was made from. It does not guess. */
record ImportedBase(Catalogue catalogue, ImportOrigin origin) {
    /**
     * @param model what is imported
     * @param names what it calls its base; several may mean the same
     */
    String find(ModelName model, Set<String> names) throws InterruptedException {
        if (names.isEmpty()) {
            throw unstated(model);
        }
        Set<ModelName> found = new LinkedHashSet<>();
        names.forEach(name -> found.addAll(origin.named(name)));
        found.remove(model);
        return only(names, found);
    }

    /** Of several versions with the same weights, the newest: an adapter could not tell them apart. */
    private String only(Set<String> names, Set<ModelName> found) throws InterruptedException {
        List<Catalogue.Version> usable = new ArrayList<>();
        for (ModelName each : found) {
            usable.addAll(catalogue.versions(each).stream()
                    .filter(Catalogue.Version::isUsable)
                    .toList());
        }
        if (usable.isEmpty()) {
            throw unknown(names);
        }
        if (differ(usable, Catalogue.Version::model) || differ(usable, Catalogue.Version::weights)) {
            throw ambiguous(names, usable);
        }
        return usable.getFirst().reference();
    }

    private static boolean differ(List<Catalogue.Version> versions, Function<Catalogue.Version, Object> by) {
        return versions.stream().map(by).distinct().count() > 1;
    }

    private static GraftException unstated(ModelName model) {
        return new GraftException(
                ImportError.IMPORT_BASE_UNSTATED,
                model.toString(),
                "Neither adapter_config.json nor README.md says what the adapter was trained on",
                "Name the version with --base namespace/name@version.");
    }

    private static GraftException unknown(Set<String> names) {
        String first = names.iterator().next();
        return new GraftException(
                ImportError.IMPORT_BASE_UNKNOWN,
                first,
                "It was made from %s, and the registry has no usable version of a model that was imported from there or is called so"
                        .formatted(String.join(", ", names)),
                "Import that first, as with graft import hf://%s, or name the version with --base namespace/name@version."
                        .formatted(first));
    }

    private static GraftException ambiguous(Set<String> names, List<Catalogue.Version> usable) {
        List<String> references =
                usable.stream().map(Catalogue.Version::reference).toList();
        return new GraftException(
                ImportError.IMPORT_BASE_AMBIGUOUS,
                String.join(", ", names),
                "It was made from %s, and that could be any of %s"
                        .formatted(String.join(", ", names), HubSelection.listed(references)),
                "Say which with --base namespace/name@version.");
    }
}
