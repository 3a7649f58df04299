package io.graft.core.safetensors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a safetensors file front to back: a header for planned tensors, then their data in the same order. The same plan makes
 * the same header, byte for byte.
 */
public final class SafetensorsWriter implements AutoCloseable {
    /** What transformers looks for before it loads a file. */
    public static final Map<String, String> METADATA = Map.of("format", "pt");

    private static final JsonFactory JSON = new JsonFactory();
    private static final int ALIGNMENT = 8;
    private static final int BLOCK = 1 << 24;

    private final FileChannel channel;
    private final long size;

    private SafetensorsWriter(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /** Makes a new file, which must not exist yet, and writes its header. */
    public static SafetensorsWriter create(Path file, List<TensorInfo> planned) throws IOException {
        byte[] header = header(planned, METADATA);
        long size = header.length + (planned.isEmpty() ? 0 : planned.getLast().end());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        SafetensorsWriter writer = new SafetensorsWriter(channel, size);
        writer.append(MemorySegment.ofArray(header));
        return writer;
    }

    /**
     * Everything that comes before the data: length, JSON, and spaces up to a multiple of eight bytes.
     *
     * @param planned end to end from 0 on, in the order of their data, no name twice
     */
    public static byte[] header(List<TensorInfo> planned, Map<String, String> metadata) {
        requireWritable(planned);
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        writeJson(planned, metadata, json);
        json.writeBytes(" ".repeat(Math.floorMod(-json.size(), ALIGNMENT)).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(Long.BYTES + json.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.size())
                .put(json.toByteArray())
                .array();
    }

    /** Writes the next bytes of the data. */
    public void append(MemorySegment data) throws IOException {
        for (long done = 0; done < data.byteSize(); done += BLOCK) {
            ByteBuffer block =
                    data.asSlice(done, Math.min(BLOCK, data.byteSize() - done)).asByteBuffer();
            while (block.hasRemaining()) {
                channel.write(block);
            }
        }
    }

    /** Makes sure that all planned bytes were written. */
    public void finish() throws IOException {
        if (channel.position() != size) {
            throw new IllegalStateException(
                    "%d of %d bytes were written. Indicates a bug".formatted(channel.position(), size));
        }
    }

    /** Waits until the disk holds what was written. */
    public void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void requireWritable(List<TensorInfo> planned) {
        long names = planned.stream().map(TensorInfo::name).distinct().count();
        long end = planned.isEmpty() ? 0 : planned.getLast().end();
        if (names < planned.size()
                || !DataLayout.endToEnd(planned, end, "the plan").equals(planned)) {
            throw new IllegalArgumentException(
                    "Planned tensors are in the order of their data, each once. Indicates a bug");
        }
    }

    private static void writeJson(List<TensorInfo> planned, Map<String, String> metadata, OutputStream bytes) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeName("__metadata__").writeStartObject();
            new TreeMap<>(metadata).forEach(json::writeStringProperty);
            json.writeEndObject();
            planned.forEach(tensor -> writeTensor(tensor, json));
            json.writeEndObject();
        }
    }

    private static void writeTensor(TensorInfo tensor, JsonGenerator json) {
        json.writeName(tensor.name()).writeStartObject();
        json.writeStringProperty("dtype", tensor.dtype().name());
        json.writeName("shape").writeStartArray();
        for (int i = 0; i < tensor.shape().rank(); i++) {
            json.writeNumber(tensor.shape().dim(i));
        }
        json.writeEndArray();
        json.writeName("data_offsets").writeStartArray();
        json.writeNumber(tensor.begin()).writeNumber(tensor.end());
        json.writeEndArray().writeEndObject();
    }
}
