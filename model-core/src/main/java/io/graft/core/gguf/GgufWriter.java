package io.graft.core.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * Writes a GGUF file of version 3 front to back: a header for planned tensors, then their blocks in the same order, each tensor
 * aligned to 32 bytes. The same plan makes the same header, byte for byte.
 */
public final class GgufWriter implements AutoCloseable {
    private final FileChannel channel;
    private final List<PlannedTensor> planned;
    private RoundingError error = new RoundingError();
    private int current;
    private long written;

    private GgufWriter(FileChannel channel, List<PlannedTensor> planned) {
        this.channel = channel;
        this.planned = planned;
    }

    /** Makes a new file, which must not exist yet, and writes its header. */
    public static GgufWriter create(Path file, Map<String, GgufValue> metadata, List<PlannedTensor> planned)
            throws IOException {
        requireWritable(metadata, planned);
        byte[] header = HeaderBytes.of(metadata, planned);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        GgufWriter writer = new GgufWriter(channel, List.copyOf(planned));
        writer.put(header);
        writer.skipEmpty();
        return writer;
    }

    /** Encodes the next elements of the tensor that is being written: whole blocks. */
    public void append(float[] elements, int count) throws IOException {
        BlockType type = planned.get(current).type();
        byte[] bytes = new byte[Math.toIntExact(type.bytes(count))];
        type.encode(elements, count / type.elements(), bytes);
        float[] stored = new float[count];
        type.decode(bytes, count / type.elements(), stored);
        error.add(elements, stored, count);
        append(bytes);
    }

    /** The norm of what encoding has lost since this was last asked, divided by that of all that was encoded. */
    public double takeError() {
        double relative = error.relative();
        error = new RoundingError();
        return relative;
    }

    /** Writes the next blocks of the tensor that is being written; after its last one the next tensor follows. */
    public void append(byte[] blocks) throws IOException {
        PlannedTensor tensor = planned.get(current);
        if (blocks.length > tensor.bytes() - written) {
            throw new IllegalStateException("Too many bytes for %s. Indicates a bug".formatted(tensor.name()));
        }
        put(blocks);
        written += blocks.length;
        if (written == tensor.bytes()) {
            put(new byte[(int) (GgufHeader.aligned(written, GgufHeader.DEFAULT_ALIGNMENT) - written)]);
            current++;
            written = 0;
            skipEmpty();
        }
    }

    private void skipEmpty() {
        while (current < planned.size() && planned.get(current).bytes() == 0) {
            current++;
        }
    }

    /** Makes sure that all planned tensors were written, and waits until the disk holds them. */
    public void finish() throws IOException {
        if (current != planned.size()) {
            throw new IllegalStateException(
                    "%d of %d tensors were written. Indicates a bug".formatted(current, planned.size()));
        }
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void put(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void requireWritable(Map<String, GgufValue> metadata, List<PlannedTensor> planned) {
        long names = planned.stream().map(PlannedTensor::name).distinct().count();
        if (names < planned.size() || metadata.containsKey(GgufHeader.ALIGNMENT)) {
            throw new IllegalArgumentException(
                    "Planned tensors have names of their own, and the writer sets the alignment. Indicates a bug");
        }
    }
}
