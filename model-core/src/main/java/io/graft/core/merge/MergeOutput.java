package io.graft.core.merge;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import io.graft.core.safetensors.SafetensorsHeader;
import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.ShardIndex;
import io.graft.core.safetensors.TensorInfo;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the folder that a merge makes: the weights, block by block and hashed on the way, and the small files beside them. The
 * folder appears whole or not at all.
 */
final class MergeOutput {
    private final Path target;
    private final MergeOptions options;
    private final MergeListener listener;
    private final List<ArtifactFile> files = new ArrayList<>();
    private final long total;
    private long done;

    private MergeOutput(Path target, long total, MergeOptions options, MergeListener listener) {
        this.target = target;
        this.total = total;
        this.options = options;
        this.listener = listener;
    }

    /** The small files beside the weights, by their path in the folder; asked for once the weights are written. */
    @FunctionalInterface
    interface Companions {
        Map<String, byte[]> read() throws IOException, InterruptedException;
    }

    /** @param tensors in the order in which the files are to hold them */
    static Manifest write(
            Path target,
            List<OutputTensor> tensors,
            Companions companions,
            MergeOptions options,
            MergeListener listener)
            throws InterruptedException {
        long total = tensors.stream().mapToLong(OutputTensor::bytes).sum();
        MergeOutput output = new MergeOutput(target, total, options, listener);
        try {
            output.requirePlace();
            return output.write(Shard.of(tensors, options.shardBytes()), companions);
        } catch (ClosedByInterruptException e) {
            throw (InterruptedException) new InterruptedException("The merge was stopped").initCause(e);
        } catch (IOException e) {
            throw MergeError.MERGE_OUTPUT_UNWRITABLE.at(
                    target.toString(), "The output cannot be written: " + e.getMessage(), e);
        }
    }

    private Manifest write(List<Shard> shards, Companions companions) throws IOException, InterruptedException {
        try (PartialFolder folder = PartialFolder.beside(target);
                BlockPipeline pipeline = new BlockPipeline(options)) {
            for (Shard shard : shards) {
                write(shard, folder, pipeline);
            }
            for (Map.Entry<String, byte[]> companion :
                    companions(shards, companions.read()).entrySet()) {
                write(companion.getKey(), companion.getValue(), folder);
            }
            folder.publish();
            return new Manifest(files);
        }
    }

    private void write(Shard shard, PartialFolder folder, BlockPipeline pipeline)
            throws IOException, InterruptedException {
        List<TensorInfo> layout = shard.layout();
        MessageDigest sha256 = Digest.sha256();
        byte[] header = SafetensorsWriter.header(layout, SafetensorsWriter.METADATA);
        sha256.update(header);
        Path file = folder.resolve(shard.file());
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, layout);
                Flushing flushing = new Flushing(file)) {
            pipeline.run(Block.of(shard.tensors(), options.blockBytes()), (block, bytes) -> {
                sha256.update(bytes.asByteBuffer());
                writer.append(bytes);
                flushing.written(bytes.byteSize());
                tell(bytes);
            });
            writer.finish();
        }
        files.add(new ArtifactFile(shard.file(), header.length + size(layout), Digest.of(sha256)));
    }

    private void tell(MemorySegment written) {
        done += written.byteSize();
        listener.written(done, total);
    }

    private void write(String path, byte[] content, PartialFolder folder) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(PartialFolder.parent(file));
        Files.write(file, content);
        files.add(new ArtifactFile(path, content.length, Digest.of(content)));
    }

    private static Map<String, byte[]> companions(List<Shard> shards, Map<String, byte[]> given) {
        Map<String, byte[]> companions = new TreeMap<>(given);
        if (shards.size() > 1) {
            companions.put(ShardIndex.FILE, index(shards).json().getBytes(StandardCharsets.UTF_8));
        }
        return companions;
    }

    private static ShardIndex index(List<Shard> shards) {
        Map<String, SafetensorsHeader> headers = new TreeMap<>();
        for (Shard shard : shards) {
            headers.put(shard.file(), new SafetensorsHeader(shard.file(), 0, shard.layout(), Map.of()));
        }
        return ShardIndex.of(headers);
    }

    private static long size(List<TensorInfo> layout) {
        return layout.isEmpty() ? 0 : layout.getLast().end();
    }

    private void requirePlace() throws IOException {
        if (!options.replace() && Files.exists(target) && !isEmptyFolder()) {
            throw MergeError.MERGE_OUTPUT_EXISTS.at(target.toString(), "%s exists already".formatted(target));
        }
        Path parent = PartialFolder.parent(target);
        Files.createDirectories(parent);
        FileStore disk = Files.getFileStore(parent);
        if (disk.getUsableSpace() < total) {
            throw MergeError.MERGE_NO_SPACE.at(
                    target.toString(),
                    "The merge writes %d bytes, but only %d are free".formatted(total, disk.getUsableSpace()));
        }
    }

    private boolean isEmptyFolder() throws IOException {
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (Stream<Path> content = Files.list(target)) {
            return content.findAny().isEmpty();
        }
    }
}
