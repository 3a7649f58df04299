package io.graft.registry.storage;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading bytes from the first to the last.
 *
 * @param refusal what the reader had against them
 */
record Reading(Digest found, @Nullable GraftException refusal) {
    /** Opens the bytes from the beginning. */
    interface Source {
        InputStream open() throws IOException;
    }

    /** If the reader refuses the bytes, they are read again: it may be because they are not the right ones. */
    static Reading of(Source source, BlobReader reader) throws IOException {
        try {
            return new Reading(read(source, reader), null);
        } catch (GraftException refusal) {
            return new Reading(read(source, BlobReader.PLAIN), refusal);
        }
    }

    void requireAccepted() {
        if (refusal != null) {
            throw refusal;
        }
    }

    private static Digest read(Source source, BlobReader reader) throws IOException {
        try (InputStream bytes = source.open()) {
            return reader.read(bytes);
        }
    }
}
