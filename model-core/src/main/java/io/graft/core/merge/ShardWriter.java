package io.graft.core.merge;

import io.graft.core.artifact.Digest;
import io.graft.core.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Future;

/** Writes shards into a folder: computed on some threads, hashed on another, and written on this one. */
final class ShardWriter implements AutoCloseable {
    private final Path folder;
    private final boolean sync;
    private final WrittenBytes written;
    private final BlockPipeline pipeline;

    ShardWriter(Path folder, MergeOptions options, WrittenBytes written) {
        this.folder = folder;
        this.sync = options.sync();
        this.written = written;
        this.pipeline = new BlockPipeline(options);
    }

    /** Writes the shard under another name and gives it its own when it is complete. */
    FinishedShard write(Shard shard) throws IOException, InterruptedException {
        Path partial = folder.resolve("." + shard.file() + ".partial");
        try {
            Files.deleteIfExists(partial);
            Digest sha256 = write(shard, partial);
            Files.move(partial, folder.resolve(shard.file()), StandardCopyOption.ATOMIC_MOVE);
            return shard.finished(sha256);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private Digest write(Shard shard, Path file) throws IOException, InterruptedException {
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, shard.layout());
                RunningDigest sha256 = new RunningDigest()) {
            Waiting.on(sha256.update(MemorySegment.ofArray(shard.headerBytes())));
            pipeline.run(shard.tensors(), (_, bytes) -> write(bytes, writer, sha256));
            writer.finish();
            if (sync) {
                writer.sync();
            }
            return sha256.finish();
        }
    }

    private Future<?> write(MemorySegment bytes, SafetensorsWriter writer, RunningDigest sha256) throws IOException {
        Future<?> hashed = sha256.update(bytes);
        writer.append(bytes);
        written.add(bytes.byteSize());
        return hashed;
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
