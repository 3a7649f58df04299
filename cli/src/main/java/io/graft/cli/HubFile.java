package io.graft.cli;

import io.graft.core.artifact.Digest;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A file as a repository's list states it. */
record HubFile(HubPath path, long size, HubDigest digest) {
    private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    String name() {
        return path.text();
    }

    /** Empty where the entry says too little to verify a file by. */
    static Optional<HubFile> read(JsonNode entry) {
        HubPath path = new HubPath(entry.path("path").asString(""));
        JsonNode lfs = entry.path("lfs");
        JsonNode size = lfs.has("size") ? lfs.path("size") : entry.path("size");
        return digest(entry, lfs)
                .filter(_ -> size.canConvertToLong() && size.asLong() >= 0)
                .map(digest -> new HubFile(path, size.asLong(), digest));
    }

    private static Optional<HubDigest> digest(JsonNode entry, JsonNode lfs) {
        if (lfs.isObject()) {
            return matching(SHA256, lfs.path("oid")).map(hex -> new HubDigest.Sha256(new Digest(hex)));
        }
        return matching(SHA1, entry.path("oid")).map(HubDigest.GitBlob::new);
    }

    private static Optional<String> matching(Pattern form, JsonNode text) {
        return Optional.of(text.asString("")).filter(hex -> form.matcher(hex).matches());
    }
}
