package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.job.JobError;
import io.graft.core.job.MergeOutputs;
import io.graft.core.transfer.UploadPlan;
import io.graft.registry.job.Jobs;
import io.graft.registry.model.MergedParts;
import io.graft.registry.model.MergedVersions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes in what the holder of a part's lease has made. */
@Component
class PartOutputs {
    private final Merges merges;
    private final Parts parts;
    private final MergedParts versions;
    private final Jobs jobs;
    private final TransactionTemplate transaction;

    PartOutputs(Merges merges, Parts parts, MergedParts versions, Jobs jobs, PlatformTransactionManager transactions) {
        this.merges = merges;
        this.parts = parts;
        this.versions = versions;
        this.jobs = jobs;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A part without files leaves no trace in the version. */
    private record Draft(int part, Optional<UUID> version) {}

    List<UploadPlan> declare(UUID merge, MergeOutputs.Part declared) {
        Draft draft = Objects.requireNonNull(transaction.execute(_ -> draft(merge, declared)));
        return draft.version()
                .map(version -> versions.uploads(version, draft.part()))
                .orElse(List.of());
    }

    MergeOutputs.Verification verify(UUID merge, MergeOutputs.Holder holder) {
        int part = Objects.requireNonNull(transaction.execute(_ -> {
            jobs.requireLease(holder.job(), holder.epoch());
            return part(merge, holder.job(), holder.epoch()).number();
        }));
        try {
            MergedVersions.Verdict verdict = versions.complete(merge, part);
            OutputController.requireAccepted(merge, verdict);
            return new MergeOutputs.Verification(verdict.verified());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new MergeOutputs.Verification(false);
        }
    }

    /** The lease outlasts the transaction, and while it holds the merge, nobody gives the part to another job. */
    private Draft draft(UUID id, MergeOutputs.Part declared) {
        jobs.requireLease(declared.job(), declared.epoch());
        Merge merge = merges.requiredLocked(id);
        Part part = part(id, declared.job(), declared.epoch());
        requireUnderWay(merge);
        parts.declare(part, declared.made());
        List<ArtifactFile> files = declared.made().files();
        return new Draft(
                part.number(),
                files.isEmpty()
                        ? Optional.empty()
                        : Optional.of(versions.draft(id, merge.recipe(), merge.output(), part.number(), files)));
    }

    private Part part(UUID merge, UUID job, long epoch) {
        return parts.ofJob(job)
                .filter(part -> part.merge().equals(merge))
                .orElseThrow(() -> JobError.leaseLost(job, epoch));
    }

    /** Another part has failed, or a person has cancelled the merge, and this worker has not heard of it yet. */
    private static void requireUnderWay(Merge merge) {
        if (merge.state().isFinal()) {
            throw new GraftException(
                    MergeError.MERGE_ABANDONED,
                    "merge " + merge.id(),
                    "The merge is %s already".formatted(merge.state()),
                    "See the merge, and ask for it again.");
        }
    }
}
