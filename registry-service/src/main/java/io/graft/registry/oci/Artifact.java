package io.graft.registry.oci;

import io.graft.core.artifact.Digest;
import java.util.Optional;
import java.util.stream.Stream;

/** What makes a version's files an OCI artifact. */
record Artifact(Document manifest, Document config) {
    Optional<Document> document(Digest digest) {
        return Stream.of(manifest, config)
                .filter(document -> document.digest().equals(digest))
                .findFirst();
    }
}
