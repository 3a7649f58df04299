package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.job.Progress;
import java.util.Objects;

/** A merge that the registry's workers run while this side waits. */
final class RemoteMerge {
    private static final long LOOK_MILLIS = 200;

    private final Registry registry;
    private final ProgressBar bar;

    RemoteMerge(Registry registry, ProgressBar bar) {
        this.registry = registry;
        this.bar = bar;
    }

    /** Returns the version that was made, now or when the same was asked for before. */
    Registry.Version run(Registry.NewMerge wanted) throws InterruptedException {
        Registry.Merge merge = registry.merge(wanted);
        while (!merge.ended()) {
            show(merge);
            Thread.sleep(LOOK_MILLIS);
            merge = registry.merge(merge.id());
        }
        requireSuccess(merge);
        String made = "%s@%d".formatted(merge.output(), Objects.requireNonNull(merge.version()));
        return registry.version(new VersionName().convert(made));
    }

    private void show(Registry.Merge merge) {
        Progress progress = merge.progress();
        if (progress == null || progress.totalBytes() <= 0) {
            return;
        }
        if (progress.inSteps()) {
            bar.showSteps(progress.phase(), progress.doneBytes(), progress.totalBytes());
        } else {
            bar.show(progress.phase(), progress.doneBytes(), progress.totalBytes());
        }
    }

    private static void requireSuccess(Registry.Merge merge) {
        if (merge.state().equals("SUCCEEDED")) {
            return;
        }
        Registry.Failure failure = merge.error();
        throw failure == null
                ? new GraftException(
                        CliError.MERGE_ENDED,
                        "merge " + merge.id(),
                        "The merge is %s".formatted(merge.state()),
                        "Ask for it again.")
                : new GraftException(
                        CliError.MERGE_ENDED,
                        failure.where(),
                        "The merge failed with %s: %s".formatted(failure.code(), failure.message()),
                        failure.remedy());
    }
}
