package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.method.Formula;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Formulas are prepared once, then computed tile by tile. */
class FormulaTensorTest {
    private static final Shape SHAPE = Shape.of(37, 301);
    private static final MergeOptions OPTIONS =
            MergeOptions.defaults().withThreads(2).withBlock(1 << 12);

    @TempDir
    Path folder;

    /** Every element is its place divided by the number of elements that the survey counted. */
    private static final class Shares implements Formula {
        private final Cut cut;
        private final AtomicInteger released = new AtomicInteger();
        private volatile double count = Double.NaN;

        Shares(Cut cut) {
            this.cut = cut;
        }

        @Override
        public Cut cut() {
            return cut;
        }

        @Override
        public void prepare(Survey survey) throws InterruptedException {
            count = survey.collect(
                            SHAPE,
                            cut,
                            () -> new double[1],
                            (sum, tile, _) -> sum[0] += tile.count(),
                            (one, other) -> one)[0];
        }

        @Override
        public void compute(Tile tile, double[] result, Workspace workspace) {
            for (int i = 0; i < tile.count(); i++) {
                result[i] = (tile.first(i / tile.columns()) + i % tile.columns()) / count;
            }
        }

        @Override
        public void release() {
            count = Double.NaN;
            released.incrementAndGet();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyElementIsComputedFromWhatTheSurveyFound(Cut cut) throws Exception {
        List<Shares> formulas =
                IntStream.range(0, 20).mapToObj(_ -> new Shares(cut)).toList();
        write(IntStream.range(0, 20)
                .<OutputTensor>mapToObj(i -> tensor("t" + i, formulas.get(i)))
                .toList());

        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("out/model.safetensors"))) {
            assertThat(file.tensors()).hasSize(20).allSatisfy(FormulaTensorTest::assertShares);
        }
        assertThat(formulas).allSatisfy(formula -> assertThat(formula.released).hasValue(1));
    }

    @Test
    void aFailingSurveyEndsTheMergeWithItsOwnError() {
        IllegalStateException failure = new IllegalStateException("cannot be surveyed");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> write(List.of(tensor("broken", new Surveying(() -> {
                    throw failure;
                })))))
                .isSameAs(failure);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMergeStopsWithinASecondInTheMiddleOfASurvey() throws Exception {
        CountDownLatch surveying = new CountDownLatch(1);
        Thread merge = Thread.ofPlatform().start(() -> {
            try {
                write(List.of(tensor("slow", new Surveying(() -> {
                    surveying.countDown();
                    Thread.sleep(Duration.ofMinutes(1));
                }))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        surveying.await();
        merge.interrupt();

        assertThat(merge.join(Duration.ofSeconds(1))).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    private interface Survivable {
        void look() throws InterruptedException;
    }

    /** A formula whose survey does something else. */
    private record Surveying(Survivable instead) implements Formula {
        @Override
        public Cut cut() {
            return Cut.ELEMENTS;
        }

        @Override
        public void prepare(Survey survey) throws InterruptedException {
            instead.look();
        }

        @Override
        public void compute(Tile tile, double[] result, Workspace workspace) {}
    }

    private static OutputTensor tensor(String name, Formula formula) {
        return new FormulaTensor(name, DType.F32, SHAPE, formula);
    }

    private void write(List<OutputTensor> tensors) throws InterruptedException {
        List<Shard> shards = Shard.of(
                tensors.stream().map(tensor -> new TrackedTensor(tensor, null)).toList(), Long.MAX_VALUE);
        new MergeOutput(folder.resolve("out"), shards, 0, OPTIONS, MergeListener.NONE)
                .write("identity", (_, _) -> List.of());
    }

    private static void assertShares(Tensor tensor) {
        double[] values = new double[(int) tensor.elements()];
        tensor.read(0, values, values.length);
        double[] expected = IntStream.range(0, values.length)
                .mapToDouble(i -> (float) ((double) i / values.length))
                .toArray();
        assertThat(values).isEqualTo(expected);
    }
}
