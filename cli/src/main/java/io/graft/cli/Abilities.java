package io.graft.cli;

import io.graft.core.GraftException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the registry has to do with suites and with what versions forgot, as far as the command line uses it. */
final class Abilities {
    private static final long LOOK_MILLIS = 500;

    private final RegistryConnection connection;

    Abilities(URI address) {
        this.connection = new RegistryConnection(address);
    }

    record NewSuite(String name, List<SuiteFile> files) {}

    record SuiteFile(String path, String text) {}

    record Suite(int number) {}

    /**
     * By what a version is judged.
     *
     * @param rule as the registry's rules are
     * @param limit how many documents of each task
     */
    record NewReport(String suite, Map<String, Object> rule, List<String> tasks, int limit) {}

    record Evaluation(UUID id, String state, Registry.@Nullable Failure error) {
        boolean ended() {
            return !state.equals("QUEUED") && !state.equals("RUNNING");
        }
    }

    record Judgement(UUID evaluation, String verdict, Report report) {}

    record Report(@Nullable String candidate, @Nullable List<Comparison> comparisons) {}

    record Comparison(
            String reference,
            String candidate,
            List<Difference> tasks,
            @Nullable JsonNode verdict) {}

    record Difference(
            String task,
            int documents,
            double before,
            double after,
            double change,
            double lower,
            double upper,
            @Nullable Flips flips,
            @Nullable Double margin,
            @Nullable JsonNode verdict) {}

    record Flips(int lost, int gained) {}

    /** Keeps the files of a folder, and returns the suite's reference. */
    String keep(Path folder, ModelName name) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(folder)) {
            List<SuiteFile> contents = files.sorted().map(Abilities::suiteFile).toList();
            Suite suite = connection.post("/suites", new NewSuite(name.toString(), contents), Suite.class);
            return name + "@" + suite.number();
        }
    }

    /** Has a version compared with its base and its parents, and waits for the verdict. */
    Judgement judge(Registry.Version version, NewReport wanted) throws InterruptedException {
        String path = "/models/%s/versions/%d/forgetting".formatted(version.model(), version.number());
        UUID asked = connection.post(path, wanted, Evaluation.class).id();
        Evaluation evaluation = connection.get("/evaluations/" + asked, Evaluation.class);
        while (!evaluation.ended()) {
            Thread.sleep(LOOK_MILLIS);
            evaluation = connection.get("/evaluations/" + asked, Evaluation.class);
        }
        requireSuccess(evaluation);
        return Stream.of(connection.get(path, Judgement[].class))
                .filter(judgement -> judgement.evaluation().equals(asked))
                .findFirst()
                .orElseThrow();
    }

    private static SuiteFile suiteFile(Path file) {
        try {
            return new SuiteFile(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireSuccess(Evaluation evaluation) {
        Registry.Failure failure = evaluation.error();
        if (evaluation.state().equals("SUCCEEDED")) {
            return;
        }
        String where = failure == null ? "evaluation " + evaluation.id() : failure.where();
        String why = failure == null ? "it is %s".formatted(evaluation.state()) : failure.message();
        throw new GraftException(
                CliError.EVALUATION_ENDED,
                where,
                "The evaluation has no result: %s".formatted(why),
                failure == null ? "Ask for it again." : failure.remedy());
    }
}
