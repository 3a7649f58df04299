package io.graft.registry.oci;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graft.core.artifact.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The config of a ModelPack artifact; those of its fields that never change for a version. */
record ModelPackConfig(General descriptor, Technical config, ModelFs modelfs) {
    /**
     * What it is.
     *
     * @param revision the digest by which Graft itself knows the version
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record General(
            String createdAt,
            String name,
            String version,
            String revision,
            @Nullable String family) {}

    /** How it is made. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Technical(
            @Nullable String format,
            @Nullable String paramSize,
            @Nullable String precision,
            @Nullable String quantization) {}

    /** The digests of the layers, uncompressed, which they are anyway. */
    record ModelFs(String type, List<Digest> diffIds) {
        static ModelFs of(List<Descriptor> layers) {
            return new ModelFs("layers", layers.stream().map(Descriptor::digest).toList());
        }
    }
}
