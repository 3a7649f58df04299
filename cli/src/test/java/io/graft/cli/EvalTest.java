package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalTest {
    private static final Path BASE = Path.of("../samples/base");
    private static final Path TASKS = Path.of("../eval-worker/src/test/resources/lm-eval/suite");

    @TempDir
    private Path out;

    @Test
    void printsTheTableAndWritesTheFiles() throws IOException {
        Command eval =
                graft("eval", "--model", BASE, "--tasks", TASKS.resolve("story.yaml"), "--out", out, "--limit", 4);
        assertThat(eval.err()).contains("4 documents of 4 documents");
        assertThat(eval.out()).contains("|Tasks|", "|story|", "|acc     |", "|acc_norm|");
        assertThat(eval.exit()).isZero();
        assertThat(files())
                .anyMatch(name -> name.startsWith("results_"))
                .anyMatch(name -> name.startsWith("samples_story_"));
    }

    @Test
    void asksNothingASecondTime() {
        Command first = graft("eval", "--model", BASE, "--tasks", TASKS.resolve("pairs.yaml"), "--out", out);
        Command second = graft("eval", "--model", BASE, "--tasks", TASKS.resolve("pairs.yaml"), "--out", out);
        assertThat(first.err()).contains("documents");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).isEqualTo(first.out());
    }

    @Test
    void examplesAreAsManyAsAreAskedFor() throws IOException {
        Path task = TASKS.resolve("story.yaml");
        Command eval = graft("eval", "--model", BASE, "--tasks", task, "--out", out, "--limit", 2, "--num_fewshot", 2);
        assertThat(eval.out()).contains("|     2|acc     |");
        assertThat(results()).contains("\"n-shot\": {\n    \"story\": 2\n  }", "\"num_fewshot\": 2");
        assertThat(graft("eval", "--model", BASE, "--tasks", task, "--out", out, "--num-fewshot", -1)
                        .exit())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void tasksCanBeNamed() {
        Command eval = graft("eval", "--model", BASE, "--include-path", TASKS, "--tasks", "stroy", "--out", out);
        assertThat(eval.exit()).isEqualTo(Exit.REFUSED);
        assertThat(eval.err()).contains("error[TASK_UNKNOWN]", "stroy", "story");
    }

    @Test
    void aModelWritesOn() {
        Command written =
                graft("generate", "--model", BASE, "--prompt", "Iris finds the", "--max-tokens", 8, "--until", ".");
        assertThat(written.exit()).isZero();
        assertThat(written.out().strip()).isNotEmpty().doesNotContain(".");
    }

    @Test
    void aModelOrAServerIsNeeded() {
        assertThat(graft("eval", "--tasks", TASKS, "--out", out).exit()).isEqualTo(Exit.USAGE);
        assertThat(graft("generate", "--prompt", "Iris").exit()).isEqualTo(Exit.USAGE);
    }

    private String results() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return Files.readString(
                    files.filter(file -> String.valueOf(file.getFileName()).startsWith("results_"))
                            .findFirst()
                            .orElseThrow());
        }
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
        }
    }
}
