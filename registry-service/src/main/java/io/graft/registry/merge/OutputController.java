package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.artifact.Manifest;
import io.graft.core.job.JobError;
import io.graft.core.job.MergeOutputs;
import io.graft.core.transfer.UploadPlan;
import io.graft.registry.job.Jobs;
import io.graft.registry.model.MergedVersions;
import io.graft.registry.model.VersionState;
import io.graft.registry.model.VersionUpload;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RestController;

/** Where the holder of a merge's lease publishes what it made. */
@RestController
class OutputController implements MergeOutputs {
    private final Merges merges;
    private final MergedVersions versions;
    private final PartOutputs parts;
    private final Restorations restorations;
    private final Jobs jobs;
    private final TransactionTemplate transaction;

    OutputController(
            Merges merges,
            MergedVersions versions,
            PartOutputs parts,
            Restorations restorations,
            Jobs jobs,
            PlatformTransactionManager transactions) {
        this.merges = merges;
        this.versions = versions;
        this.parts = parts;
        this.restorations = restorations;
        this.jobs = jobs;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Uploads declare(UUID merge, Files files) {
        Manifest manifest = new Manifest(files.files());
        Optional<UUID> evicted = restorations.versionOf(files.job());
        if (evicted.isPresent()) {
            jobs.requireLease(files.job(), files.epoch());
            return missing(versions.uploadsAgain(evicted.get(), manifest));
        }
        UUID version = Objects.requireNonNull(transaction.execute(_ -> {
            Merge held = held(merge, files.job(), files.epoch());
            return versions.draft(merge, held.recipe(), held.output(), manifest);
        }));
        return missing(versions.uploads(version));
    }

    private static Uploads missing(VersionUpload upload) {
        return new Uploads(upload.number(), upload.uploads());
    }

    @Override
    public Verification verify(UUID merge, Holder holder) {
        try {
            Optional<UUID> evicted = restorations.versionOf(holder.job());
            return new Verification(evicted.isPresent() ? again(evicted.get(), holder) : verified(merge, holder));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verification(false);
        }
    }

    private boolean again(UUID version, Holder holder) throws InterruptedException {
        jobs.requireLease(holder.job(), holder.epoch());
        return versions.completeAgain(version);
    }

    private boolean verified(UUID merge, Holder holder) throws InterruptedException {
        transaction.executeWithoutResult(_ -> held(merge, holder.job(), holder.epoch()));
        MergedVersions.Verdict verdict = versions.complete(merge);
        requireAccepted(merge, verdict);
        return verdict.verified();
    }

    @Override
    public List<UploadPlan> declarePart(UUID merge, Part part) {
        return parts.declare(merge, part);
    }

    @Override
    public Verification verifyPart(UUID merge, Holder holder) {
        return parts.verify(merge, holder);
    }

    /** In a transaction, which the lease then outlasts. */
    private Merge held(UUID id, UUID job, long epoch) {
        Merge merge = merges.required(id);
        if (!merge.job().equals(Optional.of(job))) {
            throw JobError.leaseLost(job, epoch);
        }
        jobs.requireLease(job, epoch);
        return merge;
    }

    static void requireAccepted(UUID merge, MergedVersions.Verdict verdict) {
        if (verdict.state() == VersionState.REJECTED) {
            throw new GraftException(
                            MergeError.MERGE_RESULT_REJECTED,
                            merge.toString(),
                            "What the merge made was rejected: %s"
                                    .formatted(verdict.findings().getFirst().message()),
                            "See the findings.")
                    .with("findings", verdict.findings());
        }
    }
}
