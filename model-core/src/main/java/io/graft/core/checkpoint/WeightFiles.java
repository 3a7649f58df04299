package io.graft.core.checkpoint;

import io.graft.core.GraftException;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.safetensors.SafetensorsHeader;
import io.graft.core.safetensors.ShardIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a folder hold the weights.
 *
 * @param names sorted, all in the folder itself
 * @param index what the shards are held to; null where one file holds everything
 */
record WeightFiles(
        Path folder, List<String> names, @Nullable ShardIndex index) {
    static final String SINGLE = "model.safetensors";

    private static final Pattern SHARD = Pattern.compile("model-\\d+-of-\\d+\\.safetensors");
    private static final Pattern PICKLE = Pattern.compile("pytorch_model.*\\.bin|.*\\.(pt|pth|ckpt)");

    static WeightFiles in(Path folder) {
        boolean single = Files.exists(folder.resolve(SINGLE));
        boolean sharded = Files.exists(folder.resolve(ShardIndex.FILE));
        if (sharded) {
            return sharded(folder, single);
        }
        if (single) {
            return new WeightFiles(folder, List.of(SINGLE), null);
        }
        throw missing(folder);
    }

    private static WeightFiles sharded(Path folder, boolean single) {
        ShardIndex index = ShardIndex.read(folder.resolve(ShardIndex.FILE));
        TreeSet<String> names = new TreeSet<>(index.files());
        if (single && !names.contains(SINGLE)) {
            throw CheckpointError.WEIGHTS_AMBIGUOUS.at(
                    folder, "%s holds both %s and the index of a sharded model".formatted(folder, SINGLE));
        }
        names.removeIf(name -> !Files.exists(folder.resolve(name)));
        names.addAll(namesIn(folder, SHARD));
        return new WeightFiles(folder, List.copyOf(names), index);
    }

    /** Holds the opened files to the index, where there is one. */
    void requireAgreement(List<SafetensorsFile> opened) {
        if (index == null) {
            return;
        }
        Map<String, SafetensorsHeader> shards = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            shards.put(names.get(i), opened.get(i).header());
        }
        index.requireAgreement(shards);
    }

    List<Path> paths() {
        return names.stream().map(folder::resolve).toList();
    }

    private static GraftException missing(Path folder) {
        List<String> pickles = namesIn(folder, PICKLE);
        if (!pickles.isEmpty()) {
            return CheckpointError.WEIGHTS_PICKLED.at(
                    folder.resolve(pickles.getFirst()),
                    "%s holds its weights in %s, a pickle, which can execute code when it is loaded"
                            .formatted(folder, pickles.getFirst()));
        }
        return CheckpointError.WEIGHTS_MISSING.at(folder, "%s holds no weights".formatted(folder));
    }

    private static List<String> namesIn(Path folder, Pattern pattern) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(pattern.asMatchPredicate())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw CheckpointError.CHECKPOINT_UNREADABLE.at(folder, "%s cannot be listed".formatted(folder), e);
        }
    }
}
