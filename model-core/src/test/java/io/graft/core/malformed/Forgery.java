package io.graft.core.malformed;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the files of an attack in a folder of its own. */
@FunctionalInterface
interface Forgery {
    String WEIGHTS = "model.safetensors";

    void in(Path folder) throws IOException;

    /** A safetensors file with this header, honestly measured, and as many bytes of data. */
    static Forgery weights(String header, int data) {
        return weights(header.getBytes(StandardCharsets.UTF_8), data);
    }

    static Forgery weights(byte[] header, int data) {
        return claiming(header.length, header, data);
    }

    /** A safetensors file that lies about the length of its header. */
    static Forgery claiming(long length, byte[] header, int data) {
        return file(
                WEIGHTS,
                ByteBuffer.allocate(Long.BYTES + header.length + data)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .put(header)
                        .array());
    }

    /** A safetensors file with a large header; see {@link #flood}. */
    static Forgery weightsFlood(String begin, String piece, int times, String end) {
        return flood(WEIGHTS, "\0".repeat(Long.BYTES) + begin, piece, times, end)
                .and(folder -> measure(folder.resolve(WEIGHTS)));
    }

    /** A large text file: a piece again and again, with its number in place of #. */
    static Forgery flood(String name, String begin, String piece, int times, String end) {
        return folder -> {
            try (Writer text = Files.newBufferedWriter(folder.resolve(name))) {
                text.write(begin);
                for (int i = 0; i < times; i++) {
                    text.write(piece.replace("#", Integer.toString(i)));
                }
                text.write(end);
            }
        };
    }

    /** A header that begins with a brace and goes on with zeros; it takes no room on the disk. */
    static Forgery sparse(long length, long fileSize) {
        ByteBuffer begin = ByteBuffer.allocate(Long.BYTES + 1)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put((byte) '{')
                .flip();
        return folder -> {
            try (FileChannel file = FileChannel.open(
                    folder.resolve(WEIGHTS), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                file.write(begin.duplicate());
                file.write(ByteBuffer.allocate(1), fileSize - 1);
            }
        };
    }

    static Forgery file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Forgery file(String name, byte[] bytes) {
        return folder -> Files.write(folder.resolve(name), bytes);
    }

    static Forgery nothing() {
        return folder -> {};
    }

    default Forgery and(Forgery other) {
        return folder -> {
            in(folder);
            other.in(folder);
        };
    }

    static void rename(Path folder, String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to));
    }

    private static void measure(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(length.putLong(channel.size() - Long.BYTES).flip(), 0);
        }
    }
}
