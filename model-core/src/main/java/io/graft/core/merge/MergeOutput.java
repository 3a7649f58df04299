package io.graft.core.merge;

import io.graft.core.artifact.ArtifactFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes the folder that a merge makes: the weights, shard by shard, and the small files beside them. The folder appears whole or
 * not at all. Shards that a killed process has finished are kept.
 */
final class MergeOutput {
    private final Path target;
    private final List<Shard> shards;
    private final long besideBytes;
    private final MergeOptions options;
    private final MergeListener listener;

    /** @param besideBytes how much room large files beside the weights take */
    MergeOutput(Path target, List<Shard> shards, long besideBytes, MergeOptions options, MergeListener listener) {
        this.target = target;
        this.shards = shards;
        this.besideBytes = besideBytes;
        this.options = options;
        this.listener = listener;
    }

    /** Writes the other files into the folder in which the weights are, and says which. */
    @FunctionalInterface
    interface Companions {
        List<ArtifactFile> write(Path folder, List<FinishedShard> weights) throws IOException, InterruptedException;
    }

    /** @param identity of the merge; see {@link MergeIdentity} */
    MergeResult write(String identity, Companions companions) throws InterruptedException {
        return onDisk(target, () -> {
            requireFree(target, options);
            try (PartialFolder folder = PartialFolder.beside(target, identity)) {
                MergeResult result = write(folder, companions);
                folder.publish();
                if (options.sync()) {
                    SmallFiles.sync(PartialFolder.parent(target));
                }
                return result;
            }
        });
    }

    /** Work that reads and writes files. */
    @FunctionalInterface
    interface DiskWork<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Says of a disk's failures what they mean to whoever wanted the output. */
    static <T> T onDisk(Path output, DiskWork<T> work) throws InterruptedException {
        try {
            return work.run();
        } catch (ClosedByInterruptException e) {
            throw (InterruptedException) new InterruptedException("The merge was stopped").initCause(e);
        } catch (IOException e) {
            throw MergeError.MERGE_OUTPUT_UNWRITABLE.at(
                    output.toString(), "The output cannot be written: " + e.getMessage(), e);
        }
    }

    private MergeResult write(PartialFolder folder, Companions companions) throws IOException, InterruptedException {
        ShardRecords records = new ShardRecords(folder.path());
        List<FinishedShard> weights = weights(records, folder.path());
        List<ArtifactFile> beside = companions.write(folder.path(), weights);
        for (Shard shard : shards) {
            records.forget(shard);
        }
        return MergeResult.of(weights, beside);
    }

    private List<FinishedShard> weights(ShardRecords records, Path folder) throws IOException, InterruptedException {
        List<Optional<FinishedShard>> found = new ArrayList<>();
        for (Shard shard : shards) {
            found.add(records.find(shard));
        }
        requireSpace(folder, missing(found) + besideBytes);
        return write(found, records, folder);
    }

    private List<FinishedShard> write(List<Optional<FinishedShard>> found, ShardRecords records, Path folder)
            throws IOException, InterruptedException {
        WrittenBytes written = new WrittenBytes(dataBytes(shards), listener);
        List<FinishedShard> weights = new ArrayList<>();
        try (ShardWriter writer = new ShardWriter(folder, options, written)) {
            for (Shard shard : shards) {
                Optional<FinishedShard> kept = found.get(weights.size());
                if (kept.isPresent()) {
                    written.add(shard.dataBytes());
                    weights.add(kept.get());
                } else {
                    weights.add(writer.write(shard));
                    records.keep(weights.getLast());
                }
            }
        }
        return weights;
    }

    private long missing(List<Optional<FinishedShard>> found) {
        long missing = 0;
        for (int i = 0; i < shards.size(); i++) {
            missing += found.get(i).isPresent() ? 0 : shards.get(i).dataBytes();
        }
        return missing;
    }

    static long dataBytes(List<Shard> shards) {
        return shards.stream().mapToLong(Shard::dataBytes).sum();
    }

    static void requireSpace(Path folder, long bytes) throws IOException {
        FileStore disk = Files.getFileStore(folder);
        if (disk.getUsableSpace() < bytes) {
            throw MergeError.MERGE_NO_SPACE.at(
                    folder.toString(),
                    "The merge writes %d bytes, but only %d are free".formatted(bytes, disk.getUsableSpace()));
        }
    }

    /** Refuses an output that is there, unless it may be replaced. */
    static void requireFree(Path target, MergeOptions options) throws IOException {
        if (!options.replace() && Files.exists(target) && !isEmptyFolder(target)) {
            throw MergeError.MERGE_OUTPUT_EXISTS.at(target.toString(), "%s exists already".formatted(target));
        }
    }

    private static boolean isEmptyFolder(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (Stream<Path> content = Files.list(target)) {
            return content.findAny().isEmpty();
        }
    }
}
