package io.graft.registry.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model as the Hub's clients read it; those of its fields that they use. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HubModel(
        @JsonProperty("_id") String internalId,
        String id,
        String modelId,
        String author,
        String sha,
        @JsonProperty("private") boolean isPrivate,
        boolean gated,
        boolean disabled,
        long downloads,
        long likes,
        Instant lastModified,
        Instant createdAt,
        List<String> tags,
        @JsonProperty("pipeline_tag") String pipelineTag,
        @JsonProperty("library_name") String libraryName,
        Map<String, Object> cardData,
        @Nullable List<Sibling> siblings,
        long usedStorage) {
    /** One of its files. */
    record Sibling(String rfilename, long size, String blobId, Lfs lfs) {}

    /** Where the bytes of a file are. */
    record Lfs(String sha256, long size, int pointerSize) {}

    static Sibling sibling(TreeEntry entry) {
        TreeEntry.Lfs lfs = Objects.requireNonNull(entry.lfs());
        return new Sibling(entry.path(), entry.size(), entry.oid(), new Lfs(lfs.oid(), lfs.size(), lfs.pointerSize()));
    }
}
