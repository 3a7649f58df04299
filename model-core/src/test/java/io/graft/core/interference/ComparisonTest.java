package io.graft.core.interference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Random random = new Random(7);

    @Test
    void factorsSayWhatTheWholeMatricesSay() {
        LowRankMatrix one = product(40, 3, 30);
        LowRankMatrix two = product(40, 5, 30);
        ModuleInterference found = compare(one, two);
        double[] a = one.product().toArray();
        double[] b = two.product().toArray();

        assertThat(found.inner()).isCloseTo(dot(a, b), offset(1e-9));
        assertThat(found.firstNorm()).isCloseTo(Math.sqrt(dot(a, a)), offset(1e-9));
        assertThat(found.secondNorm()).isCloseTo(Math.sqrt(dot(b, b)), offset(1e-9));
        assertThat(found.signConflict()).isCloseTo(conflicts(a, b), offset(1e-12));
        assertThat(found.signs()).isEqualTo(1200);
    }

    @Test
    void aChangeGoesItsOwnWayAndAgainstItsOpposite() {
        LowRankMatrix one = product(20, 4, 25);
        ModuleInterference itself = compare(one, one.times(3));
        ModuleInterference opposite = compare(one, one.times(-2));

        assertThat(itself.cosine()).isCloseTo(1, offset(1e-12));
        assertThat(itself.signConflict()).isZero();
        assertThat(itself.outputOverlap()).isCloseTo(1, offset(1e-12));
        assertThat(itself.inputOverlap()).isCloseTo(1, offset(1e-12));
        assertThat(opposite.cosine()).isCloseTo(-1, offset(1e-12));
        assertThat(opposite.signConflict()).isEqualTo(1);
    }

    @Test
    void whatWritesElsewhereOverlapsInNothing() {
        LowRankMatrix top =
                new LowRankMatrix(Matrix.stacked(List.of(Matrix.identity(2), Matrix.zero(8, 2))), dense(2, 9));
        LowRankMatrix bottom =
                new LowRankMatrix(Matrix.stacked(List.of(Matrix.zero(8, 2), Matrix.identity(2))), dense(2, 9));
        ModuleInterference found = compare(top, bottom);

        assertThat(found.outputOverlap()).isCloseTo(0, offset(1e-12));
        assertThat(found.cosine()).isCloseTo(0, offset(1e-12));
        assertThat(found.signs()).isZero();
    }

    @Test
    void anAdapterThatWasNeverTrainedIsInNobodysWay() {
        LowRankMatrix fresh = new LowRankMatrix(Matrix.zero(10, 2), dense(2, 6));

        assertThat(compare(fresh, product(10, 2, 6)).cosine()).isZero();
    }

    @Test
    void theWorstPairDecides() {
        LowRankMatrix one = product(30, 2, 30);
        LowRankMatrix like = new LowRankMatrix(one.left().plus(dense(30, 2).times(0.3)), one.right());
        LowRankMatrix other = product(30, 2, 30);
        Suggestion two = Suggestion.of(Interference.among(List.of(tuning("one", one), tuning("like", like))));
        Suggestion three = Suggestion.of(
                Interference.among(List.of(tuning("one", one), tuning("like", like), tuning("other", other))));

        assertThat(two.serveUnmerged()).isFalse();
        assertThat(two.method()).isEqualTo("linear");
        assertThat(two.weights()).isEqualTo(Map.of("one", 0.5, "like", 0.5));
        assertThat(three.serveUnmerged()).isTrue();
        assertThat(three.reason()).contains("other");
    }

    @Test
    void whatMeetsNowhereCanBeAdded() {
        Tuning one = tuning("one", product(5, 1, 5));
        Tuning elsewhere = tuning("elsewhere", "other.weight", product(5, 1, 5));

        Suggestion suggestion = Suggestion.of(Interference.among(List.of(one, elsewhere)));
        assertThat(suggestion.serveUnmerged()).isFalse();
        assertThat(suggestion.method()).isEqualTo("task_arithmetic");
    }

    @Test
    void whatMeetsNowhereHidesNoPairThatIsInTheWay() {
        Tuning elsewhere = tuning("elsewhere", "other.weight", product(30, 2, 30));
        Suggestion suggestion = Suggestion.of(Interference.among(
                List.of(tuning("one", product(30, 2, 30)), elsewhere, tuning("other", product(30, 2, 30)))));

        assertThat(suggestion.serveUnmerged()).isTrue();
        assertThat(suggestion.reason()).startsWith("one and other");
    }

    private static Tuning tuning(String name, LowRankMatrix change) {
        return tuning(name, "w.weight", change);
    }

    private static Tuning tuning(String name, String tensor, LowRankMatrix change) {
        return new Tuning(name, new TreeMap<>(Map.of(tensor, () -> new Difference.Factors(change))), List.of());
    }

    private static ModuleInterference compare(LowRankMatrix one, LowRankMatrix two) {
        return new Comparison("w.weight", new Difference.Factors(one), new Difference.Factors(two)).of();
    }

    private LowRankMatrix product(int rows, int rank, int columns) {
        return new LowRankMatrix(dense(rows, rank), dense(rank, columns));
    }

    private Matrix dense(int rows, int columns) {
        return Matrix.of(
                rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double conflicts(double[] a, double[] b) {
        int against = 0;
        for (int i = 0; i < a.length; i++) {
            against += a[i] * b[i] < 0 ? 1 : 0;
        }
        return (double) against / a.length;
    }
}
