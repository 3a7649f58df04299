package io.graft.registry.oci;

import java.util.List;
import java.util.Map;

/** An OCI image manifest whose {@code artifactType} says that it is none of an image. */
record OciManifest(
        int schemaVersion,
        String mediaType,
        String artifactType,
        Descriptor config,
        List<Descriptor> layers,
        Map<String, String> annotations) {
    private static final int VERSION = 2;

    static OciManifest of(Document config, List<Descriptor> layers, Map<String, String> annotations) {
        return new OciManifest(
                VERSION, MediaTypes.MANIFEST, MediaTypes.ARTIFACT, Descriptor.of(config), layers, annotations);
    }
}
