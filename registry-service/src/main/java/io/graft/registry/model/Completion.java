package io.graft.registry.model;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Has a version verified. The work is a row in the database before anybody waits for it, so neither a client that goes away nor
 * a registry that is killed stops it for good.
 */
@Component
class Completion {
    private static final Duration LOOK = Duration.ofMillis(50);
    private final ModelVersions versions;
    private final VersionFiles files;
    private final Uploads uploads;
    private final SchedulerClient scheduler;
    private final OneTimeTask<Void> verify;
    private final OneTimeTask<Void> verifyPart;
    private final OneTimeTask<Void> verifyAgain;
    private final Clock clock;
    private final Duration patience;

    Completion(
            ModelVersions versions,
            VersionFiles files,
            Uploads uploads,
            SchedulerClient scheduler,
            @Qualifier("verifyVersion") OneTimeTask<Void> verify,
            @Qualifier("verifyPart") OneTimeTask<Void> verifyPart,
            @Qualifier("verifyAgain") OneTimeTask<Void> verifyAgain,
            Clock clock,
            @Value("${graft.completion.wait:25s}") Duration patience) {
        this.versions = versions;
        this.files = files;
        this.uploads = uploads;
        this.scheduler = scheduler;
        this.verify = verify;
        this.verifyPart = verifyPart;
        this.verifyAgain = verifyAgain;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Waits a while for the verdict, and returns whether there is one.
     *
     * @throws io.graft.core.GraftException {@link ModelError#UPLOAD_INCOMPLETE}
     */
    boolean complete(UUID id) throws InterruptedException {
        if (decided(id)) {
            return true;
        }
        uploads.requireComplete(versions.findById(id).orElseThrow());
        scheduler.scheduleIfNotExists(verify.instance(id.toString()), clock.instant());
        return await(() -> decided(id));
    }

    /** The same for the files of one part. */
    boolean completePart(UUID id, int part) throws InterruptedException {
        if (partDecided(id, part)) {
            return true;
        }
        uploads.requirePartComplete(versions.findById(id).orElseThrow(), part);
        scheduler.scheduleIfNotExists(verifyPart.instance(VerificationTask.nameOfPart(id, part)), clock.instant());
        return await(() -> partDecided(id, part));
    }

    /** The same for a version that was ready before, some of whose bytes had to come again. */
    boolean completeAgain(UUID id) throws InterruptedException {
        if (isWhole(id)) {
            return true;
        }
        uploads.requireComplete(versions.findById(id).orElseThrow());
        scheduler.scheduleIfNotExists(verifyAgain.instance(id.toString()), clock.instant());
        return await(() -> isWhole(id));
    }

    private boolean isWhole(UUID id) {
        return files.of(id).stream().allMatch(VersionFiles.Row::verified);
    }

    private boolean partDecided(UUID id, int part) {
        return versions.findById(id).orElseThrow().state() != VersionState.PENDING
                || files.ofPart(id, part).stream().allMatch(VersionFiles.Row::verified);
    }

    private boolean decided(UUID id) {
        ModelVersion version = versions.findById(id).orElseThrow();
        return version.verified() || version.state() != VersionState.PENDING;
    }

    private boolean await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }
}
