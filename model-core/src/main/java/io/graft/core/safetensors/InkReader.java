package io.graft.core.safetensors;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Remembers where the last character that is not a space was, however far ahead the JSON parser has read. */
final class InkReader extends FilterReader {
    private long read;
    private long ink;

    InkReader(Reader text) {
        super(text);
    }

    /** How many characters of the text there are up to the last one that is not a space. Reads the rest of the text. */
    long drain() throws IOException {
        char[] block = new char[8192];
        while (read(block, 0, block.length) >= 0) {
            // read(…) counts
        }
        return ink;
    }

    @Override
    public int read(char[] into, int offset, int count) throws IOException {
        int got = super.read(into, offset, count);
        for (int i = 0; i < got; i++) {
            if (into[offset + i] != ' ') {
                ink = read + i + 1;
            }
        }
        read += Math.max(got, 0);
        return got;
    }
}
