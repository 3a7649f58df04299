package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.storage.Blobs;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a commit as the Hub's clients send it: a line of JSON for the header and one for each change. Files that travel in it are
 * stored while it is read, one at a time.
 */
@Component
class CommitReader {
    /** Base64 of the largest file that {@link Preuploads} lets travel in a commit, and of what older clients send by themselves. */
    private static final int LONGEST_LINE = 24 << 20;

    private static final int MOST_CHANGES = 100_000;

    private final Blobs blobs;
    private final JsonMapper json;

    CommitReader(Blobs blobs, JsonMapper json) {
        this.blobs = blobs;
        this.json = json;
    }

    /** @throws GraftException {@link HubError#HUB_COMMIT_MALFORMED}, or as {@link ArtifactFile} does for paths */
    Commit read(InputStream body) throws IOException {
        InputStream lines = new BufferedInputStream(body, 1 << 16);
        JsonNode header = null;
        List<Change> changes = new ArrayList<>();
        for (byte[] line = line(lines); line.length > 0; line = line(lines)) {
            JsonNode entry = parsed(line);
            if (entry.path("key").asString("").equals("header")) {
                header = entry.path("value");
            } else {
                changes.add(change(entry));
                requireFew(changes);
            }
        }
        return commit(header, changes);
    }

    private static Commit commit(@Nullable JsonNode header, List<Change> changes) {
        if (header == null) {
            throw HubError.malformed("header", "The commit has no header", null);
        }
        return new Commit(
                header.path("summary").asString(""),
                header.path("description").asString(""),
                Optional.of(header.path("parentCommit").asString("")).filter(parent -> !parent.isEmpty()),
                changes);
    }

    private Change change(JsonNode entry) {
        JsonNode value = entry.path("value");
        String path = value.path("path").asString("");
        String key = entry.path("key").asString("");
        return switch (key) {
            case "file" -> new Change.Write(stored(path, content(path, value)));
            case "lfsFile" -> new Change.Write(named(path, value));
            case "deletedFile", "deletedEntry" -> new Change.Removal(path);
            case "deletedFolder" -> new Change.FolderRemoval(path);
            default -> throw HubError.malformed(key, "\"%s\" is no change to a repository".formatted(key), null);
        };
    }

    private ArtifactFile stored(String path, byte[] content) {
        ArtifactFile file = new ArtifactFile(path, content.length, Digest.of(content));
        blobs.put(content);
        return file;
    }

    private static byte[] content(String path, JsonNode value) {
        String content = value.path("content").asString("");
        if (!value.path("encoding").asString("base64").equals("base64")) {
            return content.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw HubError.malformed(path, "The content of %s is not base64".formatted(path), e);
        }
    }

    /** A copy of a file that is here comes without its size. */
    private ArtifactFile named(String path, JsonNode value) {
        String oid = value.path("oid").asString("");
        if (!oid.matches("[0-9a-f]{64}")) {
            throw HubError.malformed(path, "\"%s\" is not a sha256".formatted(oid), null);
        }
        Digest digest = new Digest(oid);
        JsonNode size = value.path("size");
        return new ArtifactFile(path, size.isNumber() ? size.asLong() : blobs.size(digest), digest);
    }

    private JsonNode parsed(byte[] line) {
        try {
            return json.readTree(line);
        } catch (JacksonException e) {
            throw HubError.malformed("commit", "A line of the commit is not JSON", e);
        }
    }

    /** Empty at the end; the last line may lack its end. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && (next != '\n' || line.size() == 0); next = in.read()) {
            if (next != '\n' && next != '\r') {
                line.write(next);
            }
            if (line.size() > LONGEST_LINE) {
                throw HubError.malformed(
                        "commit",
                        "A line of the commit has more than %d bytes; larger files are uploaded before"
                                .formatted(LONGEST_LINE),
                        null);
            }
        }
        return line.toByteArray();
    }

    private static void requireFew(List<Change> changes) {
        if (changes.size() > MOST_CHANGES) {
            throw HubError.malformed("commit", "The commit has more than %d changes".formatted(MOST_CHANGES), null);
        }
    }
}
