package io.graft.core.gguf;

import io.graft.core.gguf.GgufHeader.Placed;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A validated GGUF file, mapped into memory. Its tensors may be read by many threads until it is closed. */
public final class GgufFile implements AutoCloseable {
    /** How the names of such files end. */
    public static final String ENDING = ".gguf";

    private final String file;
    private final GgufHeader header;
    private final Arena arena;
    private final SequencedMap<String, BlockTensor> tensors = new LinkedHashMap<>();

    private GgufFile(String file, Arena arena, MemorySegment bytes) {
        this.file = file;
        this.arena = arena;
        this.header = new HeaderReader(file, bytes).read();
        header.placed().forEach(one -> tensors.put(one.tensor().name(), view(one, bytes)));
    }

    public static GgufFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw GgufError.GGUF_MISSING.at(file.toString(), "%s is not a file".formatted(file));
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return mapped(file.toString(), channel);
        } catch (IOException e) {
            throw GgufError.GGUF_UNREADABLE.at(
                    file.toString(), "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static GgufFile mapped(String file, FileChannel channel) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            return new GgufFile(file, arena, channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** The version of the format, 2 or 3. */
    public int version() {
        return header.version();
    }

    /** All metadata, in the order of the file. */
    public SequencedMap<String, GgufValue> metadata() {
        return header.metadata();
    }

    /** What the metadata says of a key. */
    public Optional<GgufValue> value(String key) {
        return Optional.ofNullable(header.metadata().get(key));
    }

    /** All tensors, in the order of the header. */
    public List<BlockTensor> tensors() {
        return List.copyOf(tensors.values());
    }

    public BlockTensor tensor(String name) {
        BlockTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw GgufError.GGUF_TENSOR_NOT_FOUND.at(file + ": " + name, "%s holds no tensor %s".formatted(file, name));
        }
        return tensor;
    }

    private BlockTensor view(Placed one, MemorySegment bytes) {
        PlannedTensor tensor = one.tensor();
        MemorySegment data = bytes.asSlice(header.dataStart() + one.offset(), tensor.bytes());
        return new BlockTensor(tensor.name(), tensor.type(), tensor.shape(), data);
    }

    /** Unmaps the file. Its tensors and arrays cannot be read any more. */
    @Override
    public void close() {
        arena.close();
    }
}
