package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.adapter.AdapterConfig;
import io.graft.core.artifact.ArtifactError;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Folder;
import io.graft.core.checkpoint.ModelCard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which files of a repository become files of a version.
 *
 * @param leftOut names of others, by why
 */
record HubSelection(List<HubFile> kept, Map<String, List<String>> leftOut) {

    private static final String SAFETENSORS = ".safetensors";
    private static final String PICKLE = "can execute code when it is loaded";
    /** The same weights for other tools. */
    private static final Set<String> OTHER_FORMATS = Set.of(
            "onnx",
            "onnx_data",
            "msgpack",
            "h5",
            "tflite",
            "ot",
            "mlmodel",
            "mlpackage",
            "nemo",
            "pdparams",
            "pdiparams",
            "pdmodel",
            "ggml",
            "llamafile",
            "engine",
            "zip",
            "tar",
            "gz",
            "tgz");
    /** What sits beside pickles, and says which of them holds what. */
    private static final String PICKLE_INDEX = ".bin.index.json";

    /** @throws GraftException where there are no weights that Graft could keep */
    static HubSelection of(String repository, List<HubFile> files) {
        List<HubFile> kept = new ArrayList<>();
        Map<String, List<String>> leftOut = new LinkedHashMap<>();
        for (HubFile file : files) {
            Optional<String> reason = reason(file);
            reason.ifPresentOrElse(
                    why -> leftOut.computeIfAbsent(why, _ -> new ArrayList<>()).add(file.name()), () -> kept.add(file));
        }
        HubSelection selection = new HubSelection(List.copyOf(kept), leftOut);
        selection.requireWeights(repository);
        return selection;
    }

    boolean isAdapter() {
        return kept.stream().anyMatch(file -> file.name().equals(AdapterConfig.FILE));
    }

    long size() {
        return kept.stream().mapToLong(HubFile::size).sum();
    }

    /** Those that say what it is, and are small. */
    List<HubFile> descriptions() {
        return kept.stream()
                .filter(file -> Set.of(AdapterConfig.FILE, ModelCard.FILE).contains(file.name()))
                .toList();
    }

    private static Optional<String> reason(HubFile file) {
        if (file.path().isHidden()) {
            return Optional.of("is hidden");
        }
        if (file.name().equals(Folder.ATTESTATION)) {
            return Optional.of("speaks of a version of another registry");
        }
        if (file.name().endsWith(PICKLE_INDEX)) {
            return Optional.of("lists files that were left out");
        }
        return OTHER_FORMATS.contains(ending(file))
                ? Optional.of("is in a format that Graft does not keep")
                : unkept(file);
    }

    private static Optional<String> unkept(HubFile file) {
        try {
            ArtifactFile.requireAllowed(file.name());
            return Optional.empty();
        } catch (GraftException e) {
            if (e.code() == ArtifactError.FILE_FORMAT_FORBIDDEN) {
                return Optional.of(PICKLE);
            }
            if (file.name().endsWith(SAFETENSORS)) {
                throw e;
            }
            return Optional.of("has a name that Graft does not keep");
        }
    }

    private static String ending(HubFile file) {
        return file.name().substring(file.name().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private void requireWeights(String repository) {
        if (kept.stream()
                .anyMatch(file -> file.path().isAtTheRoot() && file.name().endsWith(SAFETENSORS))) {
            return;
        }
        if (leftOut.containsKey(PICKLE)) {
            throw new GraftException(
                    ImportError.IMPORT_ONLY_PICKLES,
                    repository,
                    "All weights of %s are in formats that can execute code when they are loaded: %s"
                            .formatted(repository, listed(leftOut.getOrDefault(PICKLE, List.of()))),
                    "Ask its owner for safetensors, or convert it where that can do no harm and use graft push.");
        }
        throw new GraftException(
                ImportError.IMPORT_WEIGHTS_MISSING,
                repository,
                "%s has no safetensors file".formatted(repository),
                "Name a repository, and a revision, that has its weights as safetensors.");
    }

    /** The first few. */
    static String listed(List<String> names) {
        int most = 5;
        String first = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() <= most ? first : "%s and %d more".formatted(first, names.size() - most);
    }
}
