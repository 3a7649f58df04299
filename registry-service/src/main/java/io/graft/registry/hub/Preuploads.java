package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import io.graft.registry.storage.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says of files that are to be committed whether they travel in the commit, are uploaded before it, or stay at home. */
@Component
class Preuploads {
    /** In bytes; larger ones are uploaded. */
    private static final long LARGEST_INSIDE = 1 << 20;

    private static final Digest ANY = Digest.of("");
    /** What a trainer leaves beside a model to resume from. All of it is pickled, and none of it is the model. */
    private static final Pattern OF_TRAINING = Pattern.compile(
            "(.*/)?(training_args\\.bin|optimizer\\.(bin|pt)|scheduler\\.pt|scaler\\.pt|rng_state\\w*\\.pth)");

    private static final Pattern HIDDEN = Pattern.compile("(.*/)?\\.[^/]*(/.*)?");

    private final Revisions revisions;
    private final Blobs blobs;

    Preuploads(Revisions revisions, Blobs blobs) {
        this.revisions = revisions;
        this.blobs = blobs;
    }

    /**
     * How a file travels.
     *
     * @param uploadMode {@code regular} in the commit, {@code lfs} before it
     * @param shouldIgnore whether it stays at home
     * @param oid what is there already, as its client would name it: the sha256 of a file that is uploaded, the Git blob of another
     */
    record Way(
            String path,
            String uploadMode,
            boolean shouldIgnore,
            @Nullable String oid) {}

    /** @throws io.graft.core.GraftException for a path or a format that no version may have */
    List<Way> of(ModelName model, String revision, List<CommitController.Announced> files) {
        Revision head = revisions.find(model, revision);
        return files.stream().map(file -> way(head, file)).toList();
    }

    private Way way(Revision head, CommitController.Announced file) {
        boolean inside = file.size() <= LARGEST_INSIDE;
        String mode = inside ? "regular" : "lfs";
        if (OF_TRAINING.matcher(file.path()).matches()
                || HIDDEN.matcher(file.path()).matches()) {
            return new Way(file.path(), mode, true, null);
        }
        ArtifactFile wished = new ArtifactFile(file.path(), file.size(), ANY);
        return new Way(file.path(), mode, false, there(head, wished, inside));
    }

    private @Nullable String there(Revision head, ArtifactFile wished, boolean inside) {
        return head.find(wished.path())
                .filter(file -> file.size() == wished.size())
                .map(file ->
                        inside ? GitObject.blob(content(file)) : file.sha256().hex())
                .orElse(null);
    }

    private byte[] content(ArtifactFile file) {
        try (InputStream bytes = blobs.open(file.sha256())) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
