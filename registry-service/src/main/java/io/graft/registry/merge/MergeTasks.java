package io.graft.registry.merge;

import io.graft.core.job.Task;
import io.graft.registry.job.Jobs;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What workers were given to merge. */
@Component
public class MergeTasks {
    private final Merges merges;
    private final Jobs jobs;

    MergeTasks(Merges merges, Jobs jobs) {
        this.merges = merges;
        this.jobs = jobs;
    }

    /** Of a merge that has made its version. */
    public Task.Merge whole(UUID merge) {
        return whole(merges.required(merge));
    }

    Task.Merge whole(Merge merge) {
        return switch (jobs.task(merge.job().orElseThrow())) {
            case Task.Merge whole -> whole;
            case Task.MergeJoin join -> join.whole();
            case Task.Verify proof -> proof.merge();
            case Task.MergePart _, Task.Evaluate _, Task.Answer _ ->
                throw new IllegalStateException(
                        "Merge %s has the job of another: indicates a bug".formatted(merge.id()));
        };
    }
}
