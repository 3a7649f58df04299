package io.graft.core.safetensors;

import io.graft.core.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A validated safetensors file, mapped into memory. Its tensors may be read by many threads until it is closed. */
public final class SafetensorsFile implements AutoCloseable {
    private final SafetensorsHeader header;
    private final Arena arena;
    private final MemorySegment data;
    private final Map<String, TensorInfo> byName = new HashMap<>();

    private SafetensorsFile(SafetensorsHeader header, Arena arena, MemorySegment data) {
        this.header = header;
        this.arena = arena;
        this.data = data;
        header.tensors().forEach(tensor -> byName.put(tensor.name(), tensor));
    }

    public static SafetensorsFile open(Path file) {
        SafetensorsHeader.requireRegular(file);
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            SafetensorsHeader header = SafetensorsHeader.parse(
                    new BufferedInputStream(Channels.newInputStream(channel)), size, file.toString());
            return mapped(channel, header, size);
        } catch (IOException e) {
            throw SafetensorsHeader.unreadable(file, e);
        }
    }

    private static SafetensorsFile mapped(FileChannel channel, SafetensorsHeader header, long size) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            long start = header.dataStart();
            return new SafetensorsFile(header, arena, channel.map(MapMode.READ_ONLY, start, size - start, arena));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    public SafetensorsHeader header() {
        return header;
    }

    /** All tensors, in the order of their data. */
    public List<Tensor> tensors() {
        return header.tensors().stream().map(this::view).toList();
    }

    public Tensor tensor(String name) {
        TensorInfo info = byName.get(name);
        if (info == null) {
            throw SafetensorsError.TENSOR_NOT_FOUND.at(
                    header.file() + ": " + name, "%s holds no tensor %s".formatted(header.file(), name));
        }
        return view(info);
    }

    private Tensor view(TensorInfo info) {
        return new Tensor(info.name(), info.dtype(), info.shape(), data.asSlice(info.begin(), info.bytes()));
    }

    /** Unmaps the file. Its tensors cannot be read any more. */
    @Override
    public void close() {
        arena.close();
    }
}
