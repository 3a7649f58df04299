package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalProcessTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void aWorkerThatWasKilledIsStartedAgainAndEndsWithTheSuite() throws IOException, InterruptedException {
        try (DataDirectory data = DataDirectory.claim(folder.resolve("data"))) {
            ProcessHandle second;
            try (EvalProcess worker = EvalProcess.start(data, URI.create("http://127.0.0.1:9"), "graft_token")) {
                ProcessHandle first = another(worker, 0);
                first.destroyForcibly();
                second = another(worker, first.pid());
                assertThat(second.isAlive()).isTrue();
            }
            assertThat(second.isAlive()).isFalse();
        }
    }

    private static ProcessHandle another(EvalProcess worker, long than) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<ProcessHandle> found = worker.process().filter(process -> process.pid() != than);
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("No worker was started within " + PATIENCE);
    }
}
