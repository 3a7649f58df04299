package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.job.Task;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * A recipe with the versions that its references mean at this moment.
 *
 * @param versions for each of the recipe's sources, in their order
 */
record PinnedRecipe(Recipe recipe, Map<Source, PinnedVersion> versions) {
    PinnedRecipe {
        for (ModelReference reference : recipe.references()) {
            requireKind(reference.model(), versions, false);
            reference.adapterSource().ifPresent(adapter -> requireKind(adapter, versions, true));
        }
    }

    static PinnedRecipe of(Recipe recipe, Function<String, PinnedVersion> catalog) {
        Map<Source, PinnedVersion> versions = new LinkedHashMap<>();
        for (Source source : recipe.sources()) {
            versions.put(source, catalog.apply(requireRegistered(source)));
        }
        return new PinnedRecipe(recipe, versions);
    }

    PinnedVersion version(Source source) {
        return Objects.requireNonNull(versions.get(source));
    }

    /** The recipe with numbers in place of aliases. */
    Recipe numbered() {
        return recipe.withSources(source -> Source.parse(version(source).reference()));
    }

    /** The same for every request that would make the same bytes in the same model, in however many parts. */
    Digest key(ModelName output, Cut cut) {
        Recipe byContent = recipe.withSources(
                source -> new Source.LocalPath(version(source).digest().toString()));
        return Digest.of(byContent.canonicalJson() + "\n" + output + cut.mark());
    }

    Task.Merge task(UUID merge, Cut cut) {
        Map<String, Task.Input> inputs = new LinkedHashMap<>();
        versions.values()
                .forEach(version ->
                        inputs.put(version.reference(), new Task.Input(version.fingerprint(), version.files())));
        return new Task.Merge(merge, recipe.id(), numbered().canonicalJson(), inputs, cut.shardBytes());
    }

    List<Input> inputs() {
        return versions.entrySet().stream()
                .map(pin -> new Input(
                        pin.getKey().toString(),
                        pin.getValue().reference(),
                        pin.getValue().digest()))
                .toList();
    }

    private static String requireRegistered(Source source) {
        return switch (source) {
            case Source.Registered registered -> registered.toString();
            case Source.LocalPath path ->
                throw new GraftException(
                        MergeError.MERGE_INPUT_NOT_REGISTERED,
                        path.toString(),
                        "The recipe takes \"%s\" from a folder, which the registry cannot see".formatted(path),
                        "Register it and write namespace/name@version, or merge local folders with graft merge.");
        };
    }

    private static void requireKind(Source source, Map<Source, PinnedVersion> versions, boolean adapter) {
        PinnedVersion version = Objects.requireNonNull(versions.get(source));
        if ((version.kind() == ModelKind.ADAPTER) != adapter) {
            throw new GraftException(
                    MergeError.MERGE_INPUT_KIND_WRONG,
                    source.toString(),
                    "%s is of kind %s and stands where the recipe expects %s"
                            .formatted(source, version.kind().word(), adapter ? "an adapter" : "a model"),
                    "Write model or model+adapter.");
        }
    }
}
