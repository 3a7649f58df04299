package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.job.MadePart;
import io.graft.registry.job.Jobs;
import io.graft.registry.model.MergedParts;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Brings back a merge that had ended, when a person retries one of its jobs. Parts that were done stay so while their bytes are
 * still here; the others are begun anew, by new jobs, as somebody may still be about to leave the old ones.
 */
@Component
class Revival {
    private final Requests requests;
    private final Parts parts;
    private final MergedParts versions;
    private final Jobs jobs;

    Revival(Requests requests, Parts parts, MergedParts versions, Jobs jobs) {
        this.requests = requests;
        this.parts = parts;
        this.versions = versions;
        this.jobs = jobs;
    }

    /** The job of this part is in the queue again. */
    void ofPart(Merge merge, Part retried) {
        requests.requireNotSuperseded(merge);
        List<Part> others = parts.of(merge.id()).stream()
                .filter(part -> part.number() != retried.number())
                .toList();
        others.stream()
                .filter(part -> !isKept(merge, part))
                .forEach(part -> parts.restart(part, jobs.repeat(part.job())));
        parts.restart(retried, retried.job());
        merge.retry();
    }

    /** The job that makes the version is in the queue again, and what it needs must be there. */
    void ofJoin(Merge merge) {
        requests.requireNotSuperseded(merge);
        for (Part part : parts.of(merge.id())) {
            requireKept(merge, part);
        }
        merge.retry();
    }

    private void requireKept(Merge merge, Part part) {
        if (!isKept(merge, part)) {
            throw new GraftException(
                    MergeError.MERGE_PARTS_GONE,
                    "merge " + merge.id(),
                    "What part %d made is not kept any more".formatted(part.number()),
                    "Ask for the merge again.");
        }
    }

    private boolean isKept(Merge merge, Part part) {
        MadePart made = part.made();
        return made != null
                && part.done()
                && (made.files().isEmpty()
                        || versions.keep(merge.id(), merge.recipe(), merge.output(), part.number(), made.files()));
    }
}
