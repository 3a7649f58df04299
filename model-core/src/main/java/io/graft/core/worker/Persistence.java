package io.graft.core.worker;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.job.Attempt;
import io.graft.core.job.Backoff;
import io.graft.core.transfer.TransferError;
import java.io.IOException;
import java.time.Duration;

/** Repeats what failed because the registry or its store could not be reached: work that is done is too dear to throw away. */
public final class Persistence {
    private static final int MOST_FAILURES = 40;
    /** What was damaged on the way comes whole the next time; what the store has lost does not. */
    private static final int MOST_CORRUPT = 3;

    private static final Backoff PAUSE = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));

    private final Attempt attempt;

    public Persistence(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Something that may be repeated as a whole. */
    public interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** Runs the step, again and again while what it failed of may pass. */
    public void untilDone(Step step) throws IOException, InterruptedException {
        int corrupt = 0;
        for (int failures = 1; ; failures++) {
            attempt.requireGoing();
            try {
                step.run();
                return;
            } catch (RuntimeException e) {
                corrupt += isCorrupt(e) ? 1 : 0;
                if (!mayPass(e) || failures == MOST_FAILURES || corrupt == MOST_CORRUPT) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE.after(failures));
        }
    }

    private static boolean isCorrupt(RuntimeException e) {
        return e instanceof GraftException known && known.code() == TransferError.TRANSFER_CORRUPT;
    }

    /** The connection broke, or the registry is not there. A refused transfer had a URL that expired; the repetition asks for a fresh one. */
    private static boolean mayPass(RuntimeException e) {
        if (e instanceof GraftException known) {
            return known.code().fault() == Fault.ENVIRONMENT || known.code() == TransferError.TRANSFER_REFUSED;
        }
        return e.getCause() instanceof IOException;
    }
}
