package io.graft.cli;

import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code graft check}. */
@Command(
        name = "check",
        customSynopsis = {
            "graft check [OPTIONS] RECIPE.yml",
            "       graft check [OPTIONS] --base DIR --adapter DIR[:WEIGHT]...",
            "       graft check [OPTIONS] DIR"
        },
        description =
                "Says what is wrong, or doubtful, with a merge before it runs, or with the folder of a model or an adapter."
                        + " Ends with 1 if it cannot be done.",
        footer = {
            "%nExamples:",
            "  graft check recipe.yml",
            "  graft check --base ./llama --adapter ./sentiment",
            "  graft check ./sentiment --json"
        })
final class Check implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "A recipe, or a folder with a model or an adapter.")
    private @Nullable Path path;

    @Mixin
    private final ShortRecipe shortRecipe = new ShortRecipe();

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    Check(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<Finding> findings = findings();
        if (json) {
            terminal.out().println(JsonMapper.shared().writeValueAsString(Map.of("findings", findings)));
        } else {
            Findings.print(findings, terminal.out());
            terminal.out()
                    .println("%d errors, %d warnings, %d notes"
                            .formatted(
                                    count(findings, Severity.ERROR),
                                    count(findings, Severity.WARNING),
                                    count(findings, Severity.INFO)));
        }
        return count(findings, Severity.ERROR) == 0 ? Exit.DONE : Exit.REFUSED;
    }

    private List<Finding> findings() throws IOException {
        if (shortRecipe.isGiven() == (path != null) || shortRecipe.isHalfGiven()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Name a recipe, a folder, or a base and its adapters with --base and --adapter");
        }
        if (path == null) {
            return shortRecipe.recipe().findings();
        }
        return Files.isDirectory(path)
                ? FolderCheck.of(path)
                : LocalRecipe.read(path).findings();
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
