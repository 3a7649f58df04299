package io.graft.cli;

import io.graft.core.recipe.Source;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft release}. */
@Command(
        name = "release",
        description =
                "Releases a version: the release rules that wait for it merge, verify, evaluate, judge and move their aliases, or stop"
                        + " and say why. Ends with 0 if all of them released something or wait for a person.",
        footer = {
            "%nExamples:",
            "  graft release team/sentiment@2",
            "  graft release team/sentiment@2 --note 'more data'"
        })
final class Release implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "VERSION", converter = VersionName.class, description = "namespace/name@number.")
    private Source.Registered version;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "What is new about it, for those who read the history.")
    private @Nullable String note;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Release(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Releases releases = registry.releases();
        Releases.Release release = releases.release(version.toString(), note);
        terminal.out()
                .println("released %s: %d rules wait for it"
                        .formatted(release.version(), release.runs().size()));
        RunTimeline timeline = new RunTimeline(terminal.out(), releases);
        boolean fine = true;
        for (Releases.Run run : release.runs()) {
            Releases.Run done = timeline.tell(run.id());
            fine &= done.succeeded() || !done.ended();
        }
        return fine ? Exit.DONE : Exit.REFUSED;
    }
}
