package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code graft push}. */
@Command(
        name = "push",
        description =
                "Registers a folder as a new version of a model. Interrupted and run again, it sends only what is missing.",
        footer = {
            "%nExamples:",
            "  graft push ./llama meta/llama-3-8b",
            "  graft push ./sentiment team/sentiment --base meta/llama-3-8b@1 --training-facts facts.json"
        })
final class Push implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "A model or adapter folder, as its tools save it.")
    private Path folder;

    @Parameters(
            paramLabel = "NAMESPACE/NAME",
            converter = ModelName.Converter.class,
            description = "The model; made if new.")
    private ModelName model;

    @Option(names = "--kind", description = "${COMPLETION-CANDIDATES}. Default: what the folder looks like.")
    private @Nullable Kind kind;

    @Option(
            names = "--base",
            paramLabel = "VERSION",
            converter = VersionName.class,
            description = "For an adapter, the version it was trained on.")
    private Source.@Nullable Registered base;

    @Option(names = "--training-facts", paramLabel = "FILE", description = "JSON that says how it was trained.")
    private @Nullable Path trainingFacts;

    @Mixin
    private final RegistryOption registry = new RegistryOption();

    Push(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What a model can be. */
    enum Kind {
        BASE,
        ADAPTER,
        MERGED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Registry.Version version = register();
        Findings.print(version.findings(), terminal.err());
        terminal.out().println("%s is %s  %s".formatted(version.reference(), version.state(), version.digest()));
        return version.state().equals("READY") ? Exit.DONE : Exit.REFUSED;
    }

    private Registry.Version register() throws IOException, InterruptedException {
        try (ProgressBar bar = new ProgressBar(terminal)) {
            return new Registration(registry.connect(), bar).register(folder, model, terms());
        }
    }

    private Registration.Terms terms() throws IOException {
        return new Registration.Terms(
                (kind == null ? guess() : kind).toString(), base == null ? null : base.toString(), facts());
    }

    private Kind guess() {
        return Files.exists(folder.resolve("adapter_config.json")) ? Kind.ADAPTER : Kind.BASE;
    }

    private @Nullable JsonNode facts() throws IOException {
        if (trainingFacts == null) {
            return null;
        }
        try {
            return JsonMapper.shared().readTree(Files.readString(trainingFacts));
        } catch (JacksonException e) {
            throw new GraftException(
                    CliError.TRAINING_FACTS_UNREADABLE,
                    trainingFacts.toString(),
                    "The training facts are not JSON: " + e.getOriginalMessage(),
                    "Write one JSON object, such as {\"method\": \"lora\", \"epochs\": 3}.",
                    e);
        }
    }
}
