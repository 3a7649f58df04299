package io.graft.registry.model;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.transfer.UploadPlan;
import io.graft.registry.storage.Blobs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is still missing of a version, and where to send it. */
@Component
class Uploads {
    private final ModelVersions versions;
    private final VersionFiles files;
    private final Blobs blobs;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Uploads(
            ModelVersions versions,
            VersionFiles files,
            Blobs blobs,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.versions = versions;
        this.files = files;
        this.blobs = blobs;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Opens whatever uploads a pending version needs and has not, and says where to send what. */
    VersionUpload of(UUID id) {
        return of(id, _ -> true);
    }

    /** In the caller's transaction, takes over uploads that were opened for somebody else, and opens what is missing yet. */
    void adopt(UUID id, Map<Digest, UUID> arriving) {
        ModelVersion version = versions.findLockedById(id).orElseThrow();
        if (version.state() == VersionState.PENDING) {
            arriving.forEach((digest, upload) -> files.setUpload(id, digest, upload));
        }
        open(version);
    }

    /** The same, but tells of the files of one part alone. */
    VersionUpload ofPart(UUID id, int part) {
        return of(id, file -> file.isOf(part));
    }

    /** What is to be sent of a version that was ready before, some of whose bytes are gone. */
    VersionUpload again(UUID id) {
        Set<Digest> missing = new HashSet<>();
        ModelVersion version = transaction.execute(_ -> {
            ModelVersion found = versions.findLockedById(id).orElseThrow();
            missing.addAll(begin(id));
            return found;
        });
        return answer(version, missing, file -> !file.verified());
    }

    private VersionUpload of(UUID id, Predicate<VersionFiles.Row> wanted) {
        Set<Digest> missing = new HashSet<>();
        ModelVersion version = transaction.execute(_ -> {
            ModelVersion found = versions.findLockedById(id).orElseThrow();
            missing.addAll(open(found));
            return found;
        });
        return answer(version, missing, wanted);
    }

    /**
     * @throws GraftException {@link ModelError#UPLOAD_INCOMPLETE} with the paths that are not here whole, or of which only a part
     *     of a merge has spoken so far
     */
    void requireComplete(ModelVersion version) {
        requireComplete(version, file -> file.part() == null && arrived(file), _ -> true);
    }

    /** The same for the files of one part. */
    void requirePartComplete(ModelVersion version, int part) {
        requireComplete(version, this::arrived, file -> file.isOf(part));
    }

    private void requireComplete(
            ModelVersion version, Predicate<VersionFiles.Row> complete, Predicate<VersionFiles.Row> wanted) {
        List<String> incomplete = files.of(version.id()).stream()
                .filter(wanted)
                .filter(complete.negate())
                .map(file -> file.file().path())
                .toList();
        if (!incomplete.isEmpty()) {
            throw new GraftException(
                            ModelError.UPLOAD_INCOMPLETE,
                            version.reference(),
                            "%d of its files have not arrived whole: %s"
                                    .formatted(incomplete.size(), String.join(", ", incomplete)),
                            "Get the uploads again and send the parts that are not done.")
                    .with("paths", incomplete);
        }
    }

    private boolean arrived(VersionFiles.Row file) {
        return blobs.contains(file.sha256()) || (file.upload() != null && blobs.complete(file.upload()));
    }

    private Set<Digest> open(ModelVersion version) {
        if (version.state() != VersionState.PENDING) {
            return Set.of();
        }
        version.touch(clock.instant());
        return begin(version.id());
    }

    private Set<Digest> begin(UUID version) {
        Map<Digest, VersionFiles.Row> missing = new LinkedHashMap<>();
        files.of(version).forEach(file -> missing.putIfAbsent(file.sha256(), file));
        missing.keySet().removeAll(blobs.refer(version, List.copyOf(missing.keySet())));
        missing.forEach((digest, file) -> {
            if (file.upload() == null || !blobs.isOpen(file.upload())) {
                files.setUpload(version, digest, blobs.begin(digest, file.file().size()));
            }
        });
        return missing.keySet();
    }

    private VersionUpload answer(ModelVersion version, Set<Digest> missing, Predicate<VersionFiles.Row> wanted) {
        Map<Digest, UploadPlan> plans = new LinkedHashMap<>();
        List<String> present = new ArrayList<>();
        for (VersionFiles.Row file :
                files.of(version.id()).stream().filter(wanted).toList()) {
            UUID upload = file.upload();
            if (upload == null || !missing.contains(file.sha256())) {
                present.add(file.file().path());
            } else {
                plans.computeIfAbsent(
                        file.sha256(), _ -> blobs.plan(upload, file.file().path()));
            }
        }
        return new VersionUpload(version.number(), version.state(), List.copyOf(plans.values()), present);
    }
}
