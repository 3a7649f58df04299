package io.graft.registry.merge;

import io.graft.registry.access.Audit;
import io.graft.registry.job.Jobs;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Cancels a merge through all its jobs, each in a transaction of its own. */
@Component
class Cancellation {
    private final Merges merges;
    private final Parts parts;
    private final Jobs jobs;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Cancellation(Merges merges, Parts parts, Jobs jobs, Audit audit, PlatformTransactionManager transactions) {
        this.merges = merges;
        this.parts = parts;
        this.jobs = jobs;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The wish is written down first, for parts that are done before they hear of it. */
    void cancel(UUID merge) {
        transaction.executeWithoutResult(_ -> merges.saveAndFlush(wanted(merge)));
        parts.of(merge).forEach(part -> jobs.cancel(part.job()));
        merges.required(merge).job().ifPresent(jobs::cancel);
    }

    private Merge wanted(UUID id) {
        Merge merge = merges.requiredLocked(id);
        merge.requestCancel();
        audit.record("merge.cancel", "merge " + id, Map.of("state", merge.state()), Map.of("cancelRequested", true));
        return merge;
    }
}
