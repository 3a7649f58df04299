package io.graft.core.safetensors;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Safetensors files with random content, for tests. */
public final class Weights {
    private final List<TensorInfo> planned = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();

    /** Adds a tensor whose bytes depend on its name alone. */
    public Weights with(String name, DType dtype, long... dims) {
        long begin = planned.isEmpty() ? 0 : planned.getLast().end();
        TensorInfo tensor = TensorInfo.at(begin, name, dtype, Shape.of(dims));
        planned.add(tensor);
        byte[] content = new byte[Math.toIntExact(tensor.bytes())];
        new Random(name.hashCode()).nextBytes(content);
        contents.add(content);
        return this;
    }

    /** Writes them with the writer that is under test. */
    public Path to(Path file) throws IOException {
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, planned)) {
            for (byte[] content : contents) {
                writer.append(MemorySegment.ofArray(content));
            }
            writer.finish();
        }
        return file;
    }

    List<TensorInfo> planned() {
        return planned;
    }

    byte[] content(int index) {
        return contents.get(index);
    }
}
