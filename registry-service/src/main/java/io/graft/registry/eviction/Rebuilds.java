package io.graft.registry.eviction;

import io.graft.core.GraftException;
import io.graft.core.job.JobState;
import io.graft.core.job.Offer;
import io.graft.core.job.Outcome;
import io.graft.registry.access.Audit;
import io.graft.registry.job.JobEvent;
import io.graft.registry.job.Jobs;
import io.graft.registry.merge.MergeTasks;
import io.graft.registry.merge.Restorations;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionBytes;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the bytes of evicted versions again: the merge's own task is queued once more, its files have to be the very same, and
 * however many want them, it is one job.
 */
@Component
class Rebuilds implements Restorations {
    private final RebuildRows rows;
    private final VersionBytes bytes;
    private final MergeTasks merges;
    private final Jobs jobs;
    private final Audit audit;
    private final TransactionTemplate ofItsOwn;

    Rebuilds(
            RebuildRows rows,
            VersionBytes bytes,
            MergeTasks merges,
            Jobs jobs,
            Audit audit,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.bytes = bytes;
        this.merges = merges;
        this.jobs = jobs;
        this.audit = audit;
        this.ofItsOwn = new TransactionTemplate(transactions);
        ofItsOwn.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Returns if the bytes turn out to be here still. Otherwise they are made from now on, whatever becomes of the caller's
     * transaction.
     *
     * @throws GraftException {@link EvictionError#VERSION_REBUILDING}, or {@link EvictionError#REBUILD_FAILED} where the last
     *     attempt did, until somebody asks for another
     */
    void demand(PinnedVersion version) {
        begin(version, false).ifPresent(rebuild -> {
            throw rebuild.isRunning()
                    ? EvictionError.rebuilding(version.reference(), rebuild)
                    : EvictionError.failed(version.reference(), rebuild);
        });
    }

    /**
     * Has the bytes made again.
     *
     * @param afterFailure whether to try once more where the last attempt failed
     * @return how that stands; empty if they are here
     */
    Optional<Rebuild> begin(PinnedVersion version, boolean afterFailure) {
        @Nullable
        Rebuild rebuild = ofItsOwn.execute(_ -> {
            if (!rows.lockEviction(version.id())) {
                return null;
            }
            Optional<Rebuild> last = rows.last(version.id());
            if (last.filter(Rebuild::isRunning).isPresent()) {
                return last.get();
            }
            return last.isPresent() && last.get().state() == Rebuild.State.FAILED && !afterFailure
                    ? last.get()
                    : begun(version);
        });
        return Optional.ofNullable(rebuild);
    }

    /** Null where nobody has swept the bytes yet. */
    private @Nullable Rebuild begun(PinnedVersion version) {
        if (bytes.want(version.id())) {
            rows.deleteEviction(version.id());
            audit.record("version.keep", version.reference(), null, Map.of("bytes", "not swept yet"));
            return null;
        }
        UUID job = jobs.offer(Offer.of(merges.whole(rows.merge(version.id()))));
        rows.insert(version.id(), job);
        audit.record("version.rebuild", version.reference(), null, Map.of("job", job));
        return rows.last(version.id()).orElseThrow();
    }

    @Override
    public Optional<UUID> versionOf(UUID job) {
        return rows.versionOf(job);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(JobEvent event) {
        rows.versionOf(event.job()).ifPresent(version -> {
            switch (event) {
                case JobEvent.JobLeased _, JobEvent.JobReturned _ -> {}
                case JobEvent.JobRetried _ -> retry(version, event.job());
                case JobEvent.JobSettled settled -> settle(version, settled);
            }
        });
    }

    private void settle(UUID version, JobEvent.JobSettled settled) {
        if (settled.state() == JobState.SUCCEEDED) {
            requireHere(version);
            rows.deleteEviction(version);
            rows.succeed(settled.job());
            return;
        }
        Outcome.Failed error = settled.error();
        rows.fail(
                settled.job(),
                error == null
                        ? new Rebuild.Failure("REBUILD_CANCELLED", "rebuild", "It was cancelled", "Ask for it again.")
                        : new Rebuild.Failure(error.code(), error.where(), error.message(), error.remedy()));
        bytes.release(version);
    }

    /** A person sends the job back to the queue that had failed. Meanwhile another may have brought the bytes. */
    private void retry(UUID version, UUID job) {
        if (rows.lockEviction(version)) {
            bytes.want(version);
            rows.run(job);
        }
    }

    private void requireHere(UUID version) {
        if (!bytes.areHere(version)) {
            throw new GraftException(
                    EvictionError.REBUILD_INCOMPLETE,
                    "version " + version,
                    "Not all of the version's weights have come and been read back",
                    "Send them and complete them before settling the job.");
        }
    }
}
