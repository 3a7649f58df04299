package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.artifact.Folder;
import io.graft.core.attestation.Attestation;
import io.graft.core.attestation.Keys;
import io.graft.core.attestation.Provenance;
import io.graft.core.preflight.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code graft verify}. */
@Command(
        name = "verify",
        description =
                "Checks that a folder holds what a registry signed, file by file, and says how it came to be. Needs the"
                        + " registry's public keys and no registry. Ends with 1 if one bit is another.",
        footer = {
            "%nExamples:",
            "  graft keys > registry.pem          # once, where the registry can be reached",
            "  graft pull team/support-bot@3 ./bot",
            "  graft verify ./bot --keys registry.pem"
        })
final class Verify implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "A folder that graft pull has filled.")
    private Path folder;

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "FILE",
            description = "The registry's public keys, as PEM or as GET /api/v1/keys answers.")
    private Path keys;

    @Option(names = "--json", description = "Print what is wrong, and the signed provenance, as JSON.")
    private boolean json;

    Verify(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Folder files = new Folder(folder);
        Attestation attestation = Attestation.read(folder, Keys.read(keys));
        List<Finding> faults =
                faults(attestation, files).stream().map(Finding::of).toList();
        if (json) {
            terminal.out()
                    .println(JsonMapper.shared()
                            .writeValueAsString(Map.of("findings", faults, "statement", attestation.statement())));
        } else {
            Findings.print(faults, terminal.out());
            terminal.out().print(faults.isEmpty() ? summary(attestation) : "");
        }
        return faults.isEmpty() ? Exit.DONE : Exit.REFUSED;
    }

    private List<GraftException> faults(Attestation attestation, Folder files) throws IOException {
        try (ProgressBar bar = json ? ProgressBar.none() : new ProgressBar(terminal)) {
            LongConsumer counter = bar.counting("verifying", size(files));
            return attestation.faults(files, counter);
        }
    }

    private static long size(Folder files) throws IOException {
        long size = 0;
        for (Path file : files.files()) {
            size += Files.size(file);
        }
        return size;
    }

    private static String summary(Attestation attestation) {
        Provenance provenance = attestation.statement().predicate();
        StringBuilder text = new StringBuilder("%d files are as they were signed on %s%n"
                .formatted(
                        attestation.statement().subject().size(),
                        provenance.runDetails().metadata().finishedOn()));
        text.append(how(provenance));
        provenance
                .buildDefinition()
                .resolvedDependencies()
                .forEach(input -> text.append("  from   %s  sha256:%s%n"
                        .formatted(input.name(), input.digest().getOrDefault("sha256", ""))));
        if (provenance.licence() != null && !provenance.licence().licences().isEmpty()) {
            text.append("  under  %s%n"
                    .formatted(String.join(" and ", provenance.licence().licences())));
        }
        return text.toString();
    }

    private static String how(Provenance provenance) {
        return provenance.buildDefinition().buildType().equals(Provenance.MERGE)
                ? "  made   by merge %s, %s%n"
                        .formatted(
                                provenance.runDetails().metadata().invocationId(),
                                provenance
                                        .buildDefinition()
                                        .externalParameters()
                                        .getOrDefault(
                                                "recipe", JsonMapper.shared().nullNode())
                                        .path("merge_method")
                                        .asString("several methods"))
                : "  made   elsewhere, and uploaded%n".formatted();
    }
}
