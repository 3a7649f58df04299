package io.graft.cli;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code graft demo}. */
@Command(
        name = "demo",
        description =
                "Starts the suite and runs the main job on the sample models, all of it over REST: registers a base and three"
                        + " adapters, merges one of them, downloads the result and compares it with a merge on local files. Then merges"
                        + " several and shows what each has forgotten, and releases adapters by a rule. Then leaves the suite running. Running it again finds everything"
                        + " done.",
        footer = {"%nExamples:", "  graft demo", "  graft demo --once --data /tmp/graft-demo"})
final class Demo implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final SuiteOptions options = new SuiteOptions();

    @Option(names = "--once", description = "Stop the suite when the story is told.")
    private boolean once;

    Demo(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path samples = samples();
        try (StopSignal stop = new StopSignal();
                DataDirectory data = options.claim();
                Suite suite = options.start(data, terminal)) {
            tell(new Story(terminal, suite.address(), samples, data.root().resolve("demo")));
            if (!once) {
                terminal.out().println("Graft goes on at %s; Ctrl-C stops it".formatted(suite.address()));
                stop.await();
            }
            terminal.err().println("stopping");
        }
        return Exit.DONE;
    }

    private static void tell(Story story) throws IOException, InterruptedException {
        try (StopSignal _ = new StopSignal(Thread.currentThread()::interrupt)) {
            story.tell();
        }
    }

    /** The launcher says where the project lies. */
    private static Path samples() {
        Path samples = Path.of(System.getProperty("graft.home", ".")).resolve("samples");
        if (!Files.isDirectory(samples.resolve("base"))) {
            throw new GraftException(
                    CliError.SAMPLES_MISSING,
                    samples.toString(),
                    "The sample models are not in %s".formatted(samples),
                    "Run the demo through ./graft of a full checkout.");
        }
        return samples;
    }
}
