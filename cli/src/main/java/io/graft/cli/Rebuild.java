package io.graft.cli;

import io.graft.core.recipe.Source;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code graft rebuild}. */
@Command(
        name = "rebuild",
        description =
                "Makes the weights of an evicted version again from its recipe, bit for bit, and waits for them. graft pull"
                        + " does the same by itself.",
        footer = {"%nExamples:", "  graft rebuild team/support-bot@3"})
final class Rebuild implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAMESPACE/NAME@VERSION",
            converter = VersionName.class,
            description = "The version, by number or alias.")
    private Source.Registered name;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Rebuild(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        VersionStorage storage = registry.versionStorage();
        try (ProgressBar bar = new ProgressBar(terminal)) {
            new Rebuilding(storage, bar).await(name);
        }
        VersionStorage.View view = storage.of(name);
        terminal.out()
                .println("The weights of %s are here, %s".formatted(view.version(), new ByteCount(view.stored())));
        return Exit.DONE;
    }
}
