package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft import}. */
@Command(
        name = "import",
        description =
                "Fetches a model or an adapter from the Hugging Face Hub, or from anything that speaks its protocol, verifies every"
                        + " file, and registers it as a version with what it came from. Interrupted and run again, it goes on where it"
                        + " was. What was fetched stays in the cache, which may be deleted at any time.",
        footer = {
            "%nExamples:",
            "  graft import hf://meta-llama/Llama-3.2-1B",
            "  graft import hf://acme/sentiment@v2 --as team/sentiment --base meta-llama/Llama-3.2-1B@1",
            "  graft import hf://team/bot@champion --endpoint https://graft.example.org --token-env OTHER_TOKEN"
        })
final class Import implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "hf://ORG/NAME[@REVISION]",
            converter = HubName.Converter.class,
            description = "The repository, and a branch, tag or commit of it. Default: main.")
    private HubName source;

    @Option(
            names = "--as",
            paramLabel = "NAMESPACE/NAME",
            converter = ModelName.Converter.class,
            description = "The model that gets the version; made if new. Default: as it is called there.")
    private @Nullable ModelName model;

    @Option(
            names = "--base",
            paramLabel = "VERSION",
            converter = VersionName.class,
            description =
                    "The version it was made from. Default: what its config or card names, if the registry has exactly that.")
    private Source.@Nullable Registered base;

    @Option(
            names = "--no-base",
            description = "For whole weights: register them without the base that their card names.")
    private boolean withoutBase;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where files are kept on the way. Default: in $GRAFT_CACHE, else in the user's cache folder.")
    private @Nullable Path cache;

    @Mixin
    private final HubOption hub = new HubOption();

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Import(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (StopSignal _ = new StopSignal(Thread.currentThread()::interrupt)) {
            return said();
        }
    }

    /** Says what came of it while the process waits for that; once it is asked to stop, it ends without waiting for more. */
    private int said() throws IOException {
        try {
            Registry.Version version =
                    new HubImport(hub.connect(), registry.connect(), registry.catalogue(), terminal).run(order());
            Findings.print(version.findings(), terminal.err());
            terminal.out().println("%s is %s  %s".formatted(version.reference(), version.state(), version.digest()));
            return version.state().equals("READY") ? Exit.DONE : Exit.REFUSED;
        } catch (InterruptedException e) {
            return Errors.report(stopped(e), terminal.err());
        }
    }

    private GraftException stopped(InterruptedException cause) {
        return new GraftException(
                ImportError.IMPORT_STOPPED,
                source.toString(),
                "Stopped on request; what has come is kept",
                "Run the same again: it goes on where it was.",
                cause);
    }

    private ImportOrder order() {
        return new ImportOrder(
                source,
                model == null ? source.model() : model,
                base,
                withoutBase,
                cache == null ? UserCache.folder().resolve("hub") : cache);
    }
}
