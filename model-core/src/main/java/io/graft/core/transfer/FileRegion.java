package io.graft.core.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file as a stream. A file that became shorter meanwhile is an error, never a short body. */
final class FileRegion extends InputStream {
    private final FileChannel file;
    private final Tally tally;
    private final long end;
    private long position;

    FileRegion(FileChannel file, Part part, Tally tally) {
        this.file = file;
        this.tally = tally;
        this.position = part.offset();
        this.end = part.offset() + part.length();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == end) {
            return -1;
        }
        int read = file.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, end - position)), position);
        if (read < 0) {
            throw new EOFException("the file ends %d bytes too early".formatted(end - position));
        }
        position += read;
        tally.add(read);
        return read;
    }
}
