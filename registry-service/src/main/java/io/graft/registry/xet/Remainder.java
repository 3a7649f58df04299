package io.graft.registry.xet;

import io.graft.core.artifact.Digest;
import io.graft.core.xet.Chunk;
import io.graft.registry.storage.Blobs;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** What of a blob is nowhere else, in a file that is gone when it is closed. */
record Remainder(Path file, Digest digest, List<Chunk> chunks) implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    /** Reads the blob to its end, and closes it. */
    static Remainder of(Layout layout, InputStream blob) throws IOException {
        Path file = Files.createTempFile("graft-remainder", ".data");
        MessageDigest sha256 = Digest.sha256();
        List<Chunk> chunks = new ArrayList<>();
        try (blob;
                OutputStream out =
                        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER), sha256)) {
            for (int number = 0; number < layout.chunks().size(); number++) {
                Chunk chunk = layout.chunks().get(number);
                byte[] bytes = blob.readNBytes((int) chunk.length());
                if (!layout.isHere(number)) {
                    out.write(bytes);
                    chunks.add(chunk);
                }
            }
        }
        return new Remainder(file, Digest.of(sha256), chunks);
    }

    void keep(Blobs blobs, Xorbs xorbs) {
        if (!chunks.isEmpty()) {
            blobs.put(digest, file);
            Layout.xorbs(digest, chunks).forEach(xorbs::add);
        }
    }

    @Override
    public void close() throws IOException {
        Files.delete(file);
    }
}
