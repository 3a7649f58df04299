package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code graft adapter}: what it makes does what it was made of. */
class AdaptersTest {
    private static final double CLOSE = 1e-6;

    @TempDir
    Path folder;

    @Test
    void adaptersPutTogetherMergeAsTheyDoOneByOne() throws IOException {
        Path sentiment = Samples.adapter("sentiment");
        Path support = Samples.adapter("support");
        Command made = run(
                "adapter",
                "merge",
                "--base",
                Samples.base(),
                "--adapter",
                sentiment + ":0.7",
                "--adapter",
                support + ":-0.5",
                at("both"));
        merge("together", adapted(at("both"), 1));
        merge("one-by-one", adapted(sentiment, 0.7), adapted(support, -0.5));

        assertThat(made.out()).contains("28 layers of rank 16 or less", "lost     0.00 of the change");
        assertThat(farthest("together", "one-by-one")).isLessThan(CLOSE);
    }

    @Test
    void anAdapterThatIsExtractedMakesTheTunedModelAgain() throws IOException {
        merge("tuned", adapted(Samples.adapter("sentiment"), 1));
        Command made = run("adapter", "extract", "--base", Samples.base(), "--rank", "8", at("tuned"), at("extracted"));
        merge("again", adapted(at("extracted"), 1));

        assertThat(made.out()).contains("28 layers of rank 8 or less");
        assertThat(farthest("again", "tuned")).isLessThan(CLOSE);
    }

    @Test
    void lessRankLosesWhatItSays() {
        Command made = run(
                "adapter",
                "merge",
                "--base",
                Samples.base(),
                "--adapter",
                Samples.adapter("sentiment"),
                "--adapter",
                Samples.adapter("sentiment-2"),
                "--energy",
                "0.9",
                at("small"));

        assertThat(made.out()).containsPattern("lost     0\\.(2|3)\\d");
        assertThat(graft("check", at("small")).out()).contains("ADAPTER_READABLE");
    }

    @Test
    void adaptersThatUndoEachOtherAreNoAdapter() {
        Path sentiment = Samples.adapter("sentiment");
        Command refused = graft(
                "adapter",
                "merge",
                "--base",
                Samples.base(),
                "--adapter",
                sentiment + ":1",
                "--adapter",
                sentiment + ":-1",
                "--rank",
                "4",
                at("nothing"));

        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[NOTHING_TO_EXTRACT]");
    }

    @Test
    void nothingIsOverwrittenAndNoHalfAdapterIsLeft() throws IOException {
        Files.createDirectory(at("there"));
        Command refused = graft(
                "adapter", "merge", "--base", Samples.base(), "--adapter", Samples.adapter("support"), at("there"));

        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[ADAPTER_OUTPUT_EXISTS]");
        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith(".adapter"));
        assertThat(graft("adapter", "extract", "--base", Samples.base(), "--rank", "4", Samples.base(), at("same"))
                        .err())
                .contains("error[NOTHING_TO_EXTRACT]");
    }

    private static String adapted(Path adapter, double weight) {
        return "  - {model: \"%s+%s\", parameters: {weight: %s}}".formatted(Samples.base(), adapter, weight);
    }

    /** In float32, so that rounding hides nothing. */
    private void merge(String output, String... models) throws IOException {
        Path recipe = Files.writeString(at(output + ".yml"), """
                merge_method: task_arithmetic
                base_model: %s
                models:
                %s
                dtype: float32
                """.formatted(Samples.base(), String.join("\n", models)));
        run("merge", "--quiet", recipe, at(output));
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private double farthest(String one, String other) {
        double farthest = 0;
        try (Checkpoint first = Checkpoint.open(at(one));
                Checkpoint second = Checkpoint.open(at(other))) {
            assertThat(first.tensors().keySet()).isEqualTo(second.tensors().keySet());
            for (Tensor tensor : first.tensors().values()) {
                double[] a = tensor.values();
                double[] b = second.tensor(tensor.name()).values();
                for (int i = 0; i < a.length; i++) {
                    farthest = Math.max(farthest, Math.abs(a[i] - b[i]));
                }
            }
        }
        return farthest;
    }

    private static Command run(Object... words) {
        Command done = graft(words);
        assertThat(done.exit()).as(done.err()).isZero();
        return done;
    }
}
