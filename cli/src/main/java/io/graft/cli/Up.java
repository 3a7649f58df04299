package io.graft.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code graft up}. */
@Command(
        name = "up",
        description =
                "Runs the whole suite in this process: registry, merge-worker, gateway and web console, on an embedded PostgreSQL"
                        + " and a folder of blobs. The data directory survives restarts. Ctrl-C stops the suite.",
        footer = {"%nExamples:", "  graft up", "  graft up --data /srv/graft --port 9000"})
final class Up implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final SuiteOptions options = new SuiteOptions();

    Up(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (StopSignal stop = new StopSignal();
                DataDirectory data = options.claim();
                Suite suite = options.start(data, terminal)) {
            terminal.out().println("Graft answers at %s; Ctrl-C stops it".formatted(suite.address()));
            stop.await();
            terminal.err().println("stopping");
        }
        return Exit.DONE;
    }
}
