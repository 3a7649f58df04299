package io.graft.core.safetensors;

import io.graft.core.GraftException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The JSON at the beginning of a safetensors file: as many bytes as the first eight say, and not one more. Nothing is allocated
 * by that number.
 */
final class HeaderBytes extends InputStream {
    private static final int LENGTH_BYTES = 8;
    private static final long LONGEST = 100_000_000;

    private final InputStream file;
    private final long length;
    private long left;

    private HeaderBytes(InputStream file, long length) {
        this.file = file;
        this.length = length;
        this.left = length;
    }

    /** Reads the length, holds it against the file, and stops in front of the first brace. */
    static HeaderBytes begin(InputStream bytes, long fileSize, String file) {
        try {
            if (fileSize < LENGTH_BYTES) {
                throw SafetensorsError.FILE_TOO_SHORT.at(
                        file,
                        "%s holds %d bytes, but a safetensors file begins with 8 bytes that state the length of its header"
                                .formatted(file, fileSize));
            }
            long length = length(bytes);
            requirePlausible(length, fileSize, file);
            return new HeaderBytes(startingWithBrace(bytes, file), length);
        } catch (IOException e) {
            throw SafetensorsError.FILE_UNREADABLE.at(file, "The header of %s cannot be read".formatted(file), e);
        }
    }

    /** Where the data begins in the file. */
    long end() {
        return LENGTH_BYTES + length;
    }

    /** The same as text, strictly decoded: a byte sequence that is not UTF-8 is an error. */
    Reader text() {
        return new InputStreamReader(this, StandardCharsets.UTF_8.newDecoder());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = file.read(into, offset, (int) Math.min(count, left));
        if (read < 0) {
            throw new EOFException("The file ends within the header");
        }
        left -= read;
        return read;
    }

    private static long length(InputStream bytes) throws IOException {
        byte[] length = bytes.readNBytes(LENGTH_BYTES);
        if (length.length < LENGTH_BYTES) {
            throw new EOFException("The file ends within the length of the header");
        }
        return ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static void requirePlausible(long length, long fileSize, String file) {
        if (Long.compareUnsigned(length, LONGEST) > 0) {
            throw SafetensorsError.HEADER_TOO_LARGE.at(
                    file,
                    "%s claims a header of %s bytes, but at most %d are allowed"
                            .formatted(file, Long.toUnsignedString(length), LONGEST));
        }
        if (length < 2) {
            throw SafetensorsError.HEADER_TOO_SMALL.at(
                    file, "%s claims a header of %d bytes, but even {} takes two".formatted(file, length));
        }
        if (length > fileSize - LENGTH_BYTES) {
            throw SafetensorsError.HEADER_BEYOND_END.at(
                    file,
                    "%s claims a header of %d bytes, but only %d bytes follow"
                            .formatted(file, length, fileSize - LENGTH_BYTES));
        }
    }

    private static InputStream startingWithBrace(InputStream bytes, String file) throws IOException {
        PushbackInputStream rest = new PushbackInputStream(bytes);
        int first = rest.read();
        if (first != '{') {
            throw wrongStart(first, file);
        }
        rest.unread(first);
        return rest;
    }

    private static GraftException wrongStart(int first, String file) {
        return SafetensorsError.HEADER_START_WRONG.at(
                file, "The header of %s begins with byte 0x%02x, not with {".formatted(file, first));
    }
}
