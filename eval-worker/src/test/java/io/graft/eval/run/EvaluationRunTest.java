package io.graft.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.graft.core.artifact.Digest;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationRunTest {
    private static final List<Request> REQUESTS = requests(200);

    @TempDir
    private Path folder;

    private final List<Progress> progress = new ArrayList<>();

    @Test
    void everyArmAnswersEveryRequest() throws InterruptedException {
        DiligentModel base = new DiligentModel("base");
        DiligentModel merged = new DiligentModel("merged");
        var replies = run().run(List.of(new Arm("base", base), new Arm("merged", merged)), REQUESTS);
        assertThat(replies.get("base")).isEqualTo(expected(base.identity()));
        assertThat(replies.get("merged")).isEqualTo(expected(merged.identity()));
    }

    @Test
    void whatWasAnsweredIsNotAskedAgain() throws InterruptedException {
        answer(new DiligentModel("base"), REQUESTS);
        DiligentModel again = new DiligentModel("base");
        assertThat(answer(again, requests(210))).hasSize(210);
        assertThat(again.asked()).hasSize(10);
    }

    @Test
    void anotherModelsRepliesAreOfNoUse() throws InterruptedException {
        answer(new DiligentModel("base"), REQUESTS);
        DiligentModel other = new DiligentModel("base, one bit changed");
        assertThat(answer(other, REQUESTS)).isEqualTo(expected(other.identity()));
        assertThat(other.asked()).hasSize(200);
    }

    @Test
    void aRunThatFailedGoesOnWhereItWas() throws InterruptedException {
        assertThatIllegalStateException().isThrownBy(() -> new EvaluationRun(folder, now -> {
                    if (now.done() == 60) {
                        throw new IllegalStateException("out of memory");
                    }
                })
                .run(new Arm("base", new DiligentModel("base")), REQUESTS));
        DiligentModel again = new DiligentModel("base");
        assertThat(answer(again, REQUESTS)).isEqualTo(expected(again.identity()));
        assertThat(again.asked()).hasSize(140);
        assertThat(progress.getFirst().done()).isEqualTo(61);
    }

    @Test
    void aKilledProcessLosesNoReply() throws IOException, InterruptedException {
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EvaluationRunTest.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (run.isAlive() && journalled() < 20) {
            Thread.sleep(5);
        }
        run.destroyForcibly().waitFor();
        long kept = journalled();
        assertThat(kept).isBetween(20L, 199L);
        DiligentModel again = new DiligentModel("base");
        assertThat(answer(again, REQUESTS)).isEqualTo(expected(again.identity()));
        assertThat(again.asked()).hasSize(200 - (int) kept);
    }

    @Test
    void progressSaysHowLongItTakes() throws InterruptedException {
        answer(new DiligentModel("base", Duration.ofMillis(2)), requests(50));
        Progress middle = progress.get(24);
        assertThat(middle.done()).isEqualTo(25);
        assertThat(middle.total()).isEqualTo(50);
        assertThat(middle.perSecond()).isBetween(1.0, 500.0);
        assertThat(middle.left().toMillis()).isBetween(50L, 25_000L);
        assertThat(progress.getLast().left()).isZero();
    }

    /** What the killed process does. */
    public static void main(String[] arguments) throws InterruptedException {
        new EvaluationRun(Path.of(arguments[0]), _ -> {})
                .run(new Arm("base", new DiligentModel("base", Duration.ofMillis(10))), REQUESTS);
    }

    private EvaluationRun run() {
        return new EvaluationRun(folder, progress::add);
    }

    private List<Reply> answer(DiligentModel model, List<Request> requests) throws InterruptedException {
        return run().run(new Arm("arm", model), requests);
    }

    /** Whole lines after the first. */
    private long journalled() throws IOException {
        Path file = folder.resolve(Digest.of("base").hex() + ".replies");
        if (!Files.exists(file)) {
            return 0;
        }
        return Math.max(
                0,
                Files.readString(file).chars().filter(letter -> letter == '\n').count() - 1);
    }

    private static List<Reply> expected(Digest identity) {
        return REQUESTS.stream()
                .map(request -> DiligentModel.reply(identity, request))
                .toList();
    }

    private static List<Request> requests(int count) {
        return IntStream.range(0, count)
                .<Request>mapToObj(i -> new Request.Likelihood("Question " + i, " answer"))
                .toList();
    }
}
