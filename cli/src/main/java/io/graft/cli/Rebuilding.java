package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.job.Progress;
import io.graft.core.recipe.Source;

/** Waits until the bytes of a version that was evicted are there again, and shows how far that is. */
final class Rebuilding {
    private static final long LOOK_MILLIS = 200;

    private final VersionStorage storage;
    private final ProgressBar bar;

    Rebuilding(VersionStorage storage, ProgressBar bar) {
        this.storage = storage;
        this.bar = bar;
    }

    void await(Source.Registered version) throws InterruptedException {
        VersionStorage.View view = storage.rebuild(version);
        while (view.evicted() != null) {
            show(view);
            Thread.sleep(LOOK_MILLIS);
            view = storage.of(version);
        }
    }

    private void show(VersionStorage.View view) {
        VersionStorage.Rebuild rebuild = view.rebuild();
        if (rebuild == null) {
            return;
        }
        VersionStorage.Failure failure = rebuild.error();
        if (failure != null) {
            throw new GraftException(
                    CliError.REBUILD_ENDED,
                    failure.where(),
                    "The weights of %s could not be made again: %s: %s"
                            .formatted(view.version(), failure.code(), failure.message()),
                    failure.remedy());
        }
        Progress progress = rebuild.progress();
        if (progress != null && progress.totalBytes() > 0) {
            bar.show(progress.phase(), progress.doneBytes(), progress.totalBytes());
        }
    }
}
