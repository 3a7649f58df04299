package io.graft.registry.oci;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import java.util.Map;

/** Where a manifest says which bytes belong to it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Descriptor(String mediaType, Digest digest, long size, Map<String, String> annotations) {
    private static final String FILE_PATH = "org.cncf.model.filepath";
    /** By this one clients that know nothing of models, such as oras, call the file. */
    private static final String TITLE = "org.opencontainers.image.title";

    static Descriptor of(Document document) {
        return new Descriptor(document.mediaType(), document.digest(), document.bytes().length, Map.of());
    }

    static Descriptor layer(ArtifactFile file) {
        return new Descriptor(
                MediaTypes.layer(file), file.sha256(), file.size(), Map.of(FILE_PATH, file.path(), TITLE, file.path()));
    }
}
