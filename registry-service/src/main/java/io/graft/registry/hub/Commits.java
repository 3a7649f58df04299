package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.Submissions;
import io.graft.registry.model.VersionReference;
import io.graft.registry.storage.BlobReader;
import io.graft.registry.storage.Blobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes commits: a version where what {@code main} then holds is whole, else what a branch holds until it is. */
@Component
class Commits {
    private final HubRepositories repositories;
    private final Revisions revisions;
    private final Branches branches;
    private final Arrivals arrivals;
    private final StatedBases bases;
    private final Submissions submissions;
    private final Catalog catalog;
    private final Blobs blobs;

    Commits(
            HubRepositories repositories,
            Revisions revisions,
            Branches branches,
            Arrivals arrivals,
            StatedBases bases,
            Submissions submissions,
            Catalog catalog,
            Blobs blobs) {
        this.repositories = repositories;
        this.revisions = revisions;
        this.branches = branches;
        this.arrivals = arrivals;
        this.bases = bases;
        this.submissions = submissions;
        this.catalog = catalog;
        this.blobs = blobs;
    }

    /**
     * Commits to a branch. A commit that changes nothing, also because it is repeated, is the one that is there.
     *
     * @throws GraftException {@link HubError#HUB_COMMIT_OVERTAKEN}, {@link HubError#HUB_BYTES_MISSING}, {@link
     *     HubError#HUB_BASE_UNKNOWN}, or as {@link Submissions} does
     */
    Revision commit(ModelName model, String branch, Commit wish) throws InterruptedException {
        requireRepository(model);
        try (HubRepositories.Claim _ = repositories.claim(model)) {
            Revision head = revisions.find(model, branch);
            List<ArtifactFile> files = applied(head, wish.changes());
            if (files.equals(head.files())) {
                return head;
            }
            requireParent(model, head, wish);
            Manifest manifest = new Manifest(files);
            return branch.equals(Branch.MAIN) && new Contents(files).isWhole()
                    ? published(model, manifest, wish)
                    : kept(model, branch, manifest, wish);
        }
    }

    private void requireRepository(ModelName model) {
        if (!repositories.exists(model)) {
            throw HubError.noRepository(model);
        }
    }

    private static void requireParent(ModelName model, Revision head, Commit wish) {
        wish.parent().filter(parent -> !parent.equals(head.commit())).ifPresent(parent -> {
            throw HubError.overtaken(model, "The branch is at %s, no longer at %s".formatted(head.commit(), parent));
        });
    }

    private static List<ArtifactFile> applied(Revision head, List<Change> changes) {
        Map<String, ArtifactFile> files = new TreeMap<>();
        head.files().forEach(file -> files.put(file.path(), file));
        changes.forEach(change -> apply(change, files, head));
        return List.copyOf(files.values());
    }

    private static void apply(Change change, Map<String, ArtifactFile> files, Revision head) {
        switch (change) {
            case Change.Write write -> files.put(write.path(), write.file());
            case Change.Removal removal -> {
                if (files.remove(removal.path()) == null) {
                    throw HubError.noEntry(head, removal.path());
                }
            }
            case Change.FolderRemoval folder -> files.keySet().removeIf(path -> path.startsWith(folder.path()));
        }
    }

    private Revision published(ModelName model, Manifest manifest, Commit wish) throws InterruptedException {
        Map<Digest, UUID> arriving = arriving(manifest);
        Contents contents = new Contents(manifest.files());
        ModelKind kind = kind(model, contents);
        Optional<VersionReference> base = base(model, kind, contents);
        catalog.ensure(model, kind);
        PinnedVersion version = submissions.await(submissions.submit(model, manifest, base, arriving));
        arrivals.forget(arriving.keySet());
        branches.delete(model, Branch.MAIN);
        if (revisions.find(model, Branch.MAIN).commit().equals(Revision.commit(manifest.digest()))) {
            return Revision.of(version);
        }
        return kept(model, Branch.MAIN, manifest, wish);
    }

    /** Its bytes are read back before anybody sees them. */
    private Revision kept(ModelName model, String branch, Manifest manifest, Commit wish) {
        Map<Digest, UUID> arriving = arriving(manifest);
        arriving.values().forEach(upload -> blobs.finish(upload, BlobReader.PLAIN));
        branches.set(model, branch, manifest, wish.summary());
        arrivals.forget(arriving.keySet());
        return revisions.find(model, branch);
    }

    private Map<Digest, UUID> arriving(Manifest manifest) {
        Map<Digest, UUID> arriving = new LinkedHashMap<>();
        for (ArtifactFile file : manifest.files()) {
            if (!blobs.contains(file.sha256())) {
                arriving.put(file.sha256(), arrivals.whole(file).orElseThrow(() -> HubError.noBytes(file.path())));
            }
        }
        return arriving;
    }

    /** A model stays what it is; whether whole weights were merged, the card of a new one says. */
    private ModelKind kind(ModelName model, Contents contents) {
        if (contents.isAdapter()) {
            return ModelKind.ADAPTER;
        }
        return catalog.kind(model)
                .filter(kind -> kind != ModelKind.ADAPTER)
                .orElseGet(() -> bases.isMerge(contents) ? ModelKind.MERGED : ModelKind.BASE);
    }

    private Optional<VersionReference> base(ModelName model, ModelKind kind, Contents contents) {
        Optional<PinnedVersion> base =
                switch (kind) {
                    case ADAPTER -> Optional.of(bases.ofAdapter(contents));
                    case BASE -> bases.ofModel(model, contents);
                    case MERGED -> Optional.empty();
                };
        return base.map(version -> new VersionReference(version.model(), Integer.toString(version.number())));
    }
}
