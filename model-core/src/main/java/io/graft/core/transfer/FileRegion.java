package io.graft.core.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A part of a file as a stream. A file that became shorter meanwhile is an error, never a short body. */
final class FileRegion extends InputStream {
    private final FileChannel channel;
    private final Meter meter;
    private long remaining;

    FileRegion(Path file, long offset, long length, Meter meter) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.channel.position(offset);
        this.remaining = length;
        this.meter = meter;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (remaining == 0) {
            return -1;
        }
        int read = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, remaining)));
        if (read < 0) {
            throw new EOFException("The file ends %d bytes too early".formatted(remaining));
        }
        remaining -= read;
        meter.moved(read);
        return read;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
