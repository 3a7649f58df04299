package io.graft.registry.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/** Streams one after the other, each opened when the one before has ended. */
final class Joined extends InputStream {
    private final Iterator<Reading.Source> sources;
    private InputStream current = InputStream.nullInputStream();

    Joined(Iterator<Reading.Source> sources) {
        this.sources = sources;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = current.read(target, offset, length);
        while (read < 0 && sources.hasNext()) {
            current.close();
            current = sources.next().open();
            read = current.read(target, offset, length);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
