package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a set of files is, going by their names: an adapter, a model, or not yet either. */
record Contents(List<ArtifactFile> files) {
    static final String ADAPTER_CONFIG = "adapter_config.json";
    private static final String CONFIG = "config.json";
    private static final String ADAPTER_WEIGHTS = "adapter_model.safetensors";
    private static final Pattern SHARD = Pattern.compile("(.*-)(\\d{5})-of-(\\d{5})\\.safetensors");

    boolean isAdapter() {
        return has(ADAPTER_CONFIG);
    }

    /** Whether it has what a version needs. What of that is good is for verification to say. */
    boolean isWhole() {
        return isAdapter() ? has(ADAPTER_WEIGHTS) : has(CONFIG) && hasWeights() && hasAllShards();
    }

    Optional<ArtifactFile> find(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    private boolean has(String path) {
        return find(path).isPresent();
    }

    private boolean hasWeights() {
        return paths().stream().anyMatch(path -> path.endsWith(".safetensors") && path.indexOf('/') < 0);
    }

    private boolean hasAllShards() {
        Set<String> paths = paths();
        return paths.stream()
                .map(SHARD::matcher)
                .filter(Matcher::matches)
                .flatMap(shard -> IntStream.rangeClosed(1, Integer.parseInt(shard.group(3)))
                        .mapToObj(
                                number -> "%s%05d-of-%s.safetensors".formatted(shard.group(1), number, shard.group(3))))
                .allMatch(paths::contains);
    }

    private Set<String> paths() {
        return files.stream().map(ArtifactFile::path).collect(Collectors.toSet());
    }
}
