package io.graft.registry.oci;

import io.graft.core.artifact.Digest;
import java.nio.charset.StandardCharsets;

/** JSON of which every byte counts, since its digest is its name. */
record Document(String mediaType, String text) {
    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Digest digest() {
        return Digest.of(text);
    }
}
