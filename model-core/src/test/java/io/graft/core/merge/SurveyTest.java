package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found by looking at a whole tensor depends on its shape alone. */
class SurveyTest {
    private static final Shape LARGE = Shape.of(5000, 1000);

    @ParameterizedTest
    @EnumSource
    void aSumThatDependsOnTheOrderIsTheSameOnAnyNumberOfThreads(Cut cut) throws Exception {
        double expected = sum(cut, 1);

        assertThat(sum(cut, 2)).isEqualTo(expected);
        assertThat(sum(cut, 8)).isEqualTo(expected);
    }

    @Test
    void chunksAreJoinedInTheirOrder() throws Exception {
        List<Long> starts = survey(
                8,
                survey -> survey.collect(
                        LARGE, Cut.ELEMENTS, ArrayList<Long>::new, SurveyTest::noteChunk, (earlier, later) -> {
                            earlier.addAll(later);
                            return earlier;
                        }));

        assertThat(starts)
                .isEqualTo(LongStream.range(0, 5)
                        .map(chunk -> chunk * Survey.CHUNK)
                        .boxed()
                        .toList());
    }

    @Test
    void nothingIsFoundInATensorWithoutElements() throws Exception {
        int found =
                survey(2, survey -> survey.collect(Shape.of(0, 7), Cut.ROWS, () -> 42, (_, _, _) -> {}, Integer::sum));

        assertThat(found).isEqualTo(42);
    }

    @Test
    void whatGoesWrongWithATileIsWhatIsThrown() {
        IllegalStateException failure = new IllegalStateException("in the last chunk");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> survey(
                        2,
                        survey -> look(survey, tile -> {
                            if (tile.first(0) > 4_500_000) {
                                throw failure;
                            }
                        })))
                .isSameAs(failure);
    }

    @Test
    @Timeout(5)
    void anInterruptedSurveyEnds() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        try (ExecutorService caller = Executors.newSingleThreadExecutor()) {
            Future<?> survey = caller.submit(() -> survey(
                    2,
                    each -> look(each, _ -> {
                        looking.countDown();
                        pause();
                    })));
            looking.await();
            caller.shutdownNow();

            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> Waiting.on(survey));
        }
    }

    private static double sum(Cut cut, int threads) throws Exception {
        double[] sum = survey(
                threads,
                survey -> survey.collect(LARGE, cut, () -> new double[1], SurveyTest::addTile, (earlier, later) -> {
                    earlier[0] += later[0] / 3;
                    return earlier;
                }));
        return sum[0];
    }

    private static void addTile(double[] sum, Tile tile, Workspace workspace) {
        sum[0] = sum[0] * 0.99 + Math.sqrt((double) tile.first(0) + tile.count());
    }

    private static void noteChunk(List<Long> starts, Tile tile, Workspace workspace) {
        if (starts.isEmpty()) {
            starts.add(tile.first(0));
        }
    }

    private static int look(Survey survey, Consumer<Tile> eye) throws InterruptedException {
        return survey.collect(LARGE, Cut.ELEMENTS, () -> 0, (_, tile, _) -> eye.accept(tile), Integer::sum);
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Looking<T> {
        T by(Survey survey) throws InterruptedException;
    }

    private static <T> T survey(int threads, Looking<T> looking) throws InterruptedException {
        ExecutorService computing = Executors.newFixedThreadPool(threads);
        try {
            return looking.by(new ParallelSurvey(computing, () -> new Workspace(Kernels.fastest()), 2 * threads));
        } finally {
            computing.shutdownNow();
            computing.close();
        }
    }
}
