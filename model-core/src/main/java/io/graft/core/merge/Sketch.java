package io.graft.core.merge;

import io.graft.core.checkpoint.ModelConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A folder that looks like a plan's result from the outside: its small files and the headers of its weights. The weights themselves are
 * a hole in the file, which takes no space.
 */
final class Sketch {
    private Sketch() {}

    static void write(MergePlan plan, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : plan.tokens().companions().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        Files.write(folder.resolve(ModelConfig.FILE), MergedConfig.of(plan));
        Shard all = Shard.of(plan.tensors(), Long.MAX_VALUE).getFirst();
        Path file = Files.write(folder.resolve(all.file()), all.headerBytes());
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(all.bytes() - 1);
            channel.write(ByteBuffer.allocate(1));
        }
    }
}
