package io.graft.cli;

import io.graft.core.artifact.Folder;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code graft pull}. */
@Command(
        name = "pull",
        description =
                "Fetches a version into a folder and verifies every file. Interrupted and run again, it fetches only what"
                        + " is missing. Weights that were evicted are made again first. What the registry signed of it comes along, for graft verify.",
        footer = {
            "%nExamples:",
            "  graft pull team/support-bot@3 ./support-bot",
            "  graft pull team/support-bot@champion ./bot"
        })
final class Pull implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAMESPACE/NAME@VERSION",
            converter = VersionName.class,
            description = "The version, by number or alias.")
    private Source.Registered name;

    @Parameters(paramLabel = "DIR", description = "Where to put the files; made if it is not there.")
    private Path folder;

    @Option(names = "--force", description = "Replace files that are there with other content.")
    private boolean force;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Pull(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Registry source = registry.connect();
        Registry.Version version = source.version(name);
        try (ProgressBar bar = new ProgressBar(terminal)) {
            if (version.isEvicted()) {
                new Rebuilding(registry.versionStorage(), bar).await(new VersionName().convert(version.reference()));
            }
            new Retrieval(source, bar).fetch(version, folder, force);
        }
        Files.write(
                folder.resolve(Folder.ATTESTATION), JsonMapper.shared().writeValueAsBytes(source.provenance(version)));
        terminal.out().println("%s is in %s  %s".formatted(version.reference(), folder, version.digest()));
        return Exit.DONE;
    }
}
