package io.graft.registry.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place for bytes. It knows uploads and locations, and nothing of what is verified, visible or needed: that is
 * {@link Blobs}' to decide.
 */
interface Store {
    /** The shortest part, but for the last one of an upload, that the store takes; in bytes. */
    long shortestPart();

    /** Makes ready to receive parts. Returns what the store needs to find the upload again. */
    String begin(Upload upload) throws IOException;

    /** The numbers of the parts that are here whole. */
    Set<Integer> arrived(Upload upload) throws IOException;

    /** Where to {@code PUT} a part. */
    URI partUrl(Upload upload, int number);

    /** Takes all bytes of an upload of one part at once. */
    void put(Upload upload, InputStream bytes) throws IOException;

    /** Joins the parts, all of which have arrived, and lets none of them change any more. Harmless if done before. */
    void seal(Upload upload) throws IOException;

    /** The joined bytes, from the beginning. */
    InputStream staged(Upload upload) throws IOException;

    /** Moves the joined bytes to where they stay, and returns their location. */
    String publish(Upload upload) throws IOException;

    /** Forgets the upload and whatever of it was not published. Harmless if there is nothing. */
    void abort(Upload upload) throws IOException;

    /** A stretch of published bytes. */
    InputStream open(Blob blob, long from, long length) throws IOException;

    /** The file that published bytes are, if they are one of this machine. */
    default Optional<Path> local(Blob blob) {
        return Optional.empty();
    }

    /** Where to {@code GET} published bytes, to be saved under a name. */
    URI downloadUrl(Blob blob, String filename);

    /** Harmless if there is nothing. */
    void delete(Blob blob) throws IOException;

    /** Uploads that nobody has written to since; some may be unknown to everybody. */
    List<Upload> uploadsBefore(Instant time) throws IOException;

    /** Published bytes from before; some may be unknown to everybody. */
    List<Blob> blobsBefore(Instant time) throws IOException;
}
