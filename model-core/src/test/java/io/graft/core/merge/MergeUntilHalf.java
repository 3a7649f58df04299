package io.graft.core.merge;

import java.nio.file.Path;
import java.time.Duration;

/** A process that merges until half of it is done, says so, and waits to be killed. */
final class MergeUntilHalf {
    private MergeUntilHalf() {}

    static void main(String[] arguments) throws InterruptedException {
        Merging merging = Merging.of(Path.of(arguments[0]), arguments[1]).with(ResumeTest.OPTIONS);
        try (MergeInputs inputs = merging.open()) {
            MergeRun.run(merging.plan(inputs), Path.of(arguments[2]), merging.options(), MergeUntilHalf::pause);
        }
    }

    private static void pause(long done, long total) {
        if (done > total / 2) {
            System.out.println("half");
            try {
                Thread.sleep(Duration.ofMinutes(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
