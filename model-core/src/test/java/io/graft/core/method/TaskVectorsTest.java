package io.graft.core.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Elements;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The methods that thin task vectors, held to their formulas and to what must hold of any of them. */
class TaskVectorsTest {
    private final Mixture three = Mixture.of(60, 128).model(1).model(2).model(3).with("weight", 0.5, 0.3, 0.7);

    @ParameterizedTest
    @ValueSource(
            strings = {"ties", "dare_linear", "dare_ties", "breadcrumbs", "breadcrumbs_ties", "della", "della_linear"})
    void areTheTextbooksFormulaRoundedOnce(String method) {
        Mixture sparse = three.with("density", 0.5, 0.3, 0.8);
        for (boolean asInPapers : new boolean[] {false, true}) {
            double[] found = sparse.with("compat", asInPapers ? 1 : 0).merge(method);

            assertThat(rounded(found))
                    .isEqualTo(rounded(Textbook.of(sparse, method, asInPapers).merge(method)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ties", "dare_ties", "breadcrumbs_ties", "della"})
    void aNegativeWeightVotesForTheOtherSignAndDividesByItsSize(String method) {
        Mixture opposed = three.with("weight", 0.5, -0.499, 0.1).with("density", 0.6);

        assertThat(rounded(opposed.merge(method)))
                .isEqualTo(rounded(Textbook.of(opposed, method, false).merge(method)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dare_linear", "breadcrumbs", "della_linear"})
    void atDensityOneASumIsTaskArithmetic(String method) {
        assertThat(three.merge(method)).isEqualTo(three.merge("task_arithmetic"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ties", "della"})
    void modelsThatAreTheSameHaveOneConsensus(String method) {
        Mixture one = Mixture.of(60, 128).model(1);

        assertThat(rounded(one.model(1).model(1).merge(method))).isEqualTo(rounded(one.merge(method)));
        assertThat(rounded(one.merge(method))).isEqualTo(rounded(one.merge("task_arithmetic")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ties", "dare_linear", "dare_ties", "breadcrumbs", "breadcrumbs_ties", "della", "della_linear"})
    void aModelOfWeightZeroHasNoVote(String method) {
        Mixture two = Mixture.of(60, 128)
                .model(1)
                .model(2)
                .with("weight", 0.5, 0.3, 0)
                .with("density", 0.7);
        for (int compat : new int[] {0, 1}) {
            Mixture either = two.with("compat", compat);

            assertThat(either.model(3).merge(method)).isEqualTo(either.merge(method));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ties", "dare_linear", "dare_ties", "breadcrumbs", "breadcrumbs_ties", "della", "della_linear"})
    void whatNoModelChangesKeepsItsBits(String method) {
        double[] base = IntStream.range(0, 512)
                .mapToDouble(i -> i % 4 == 0 ? -0.0 : i % 100 - 50)
                .toArray();
        Mixture same = Mixture.of(4, 128)
                .base(base)
                .model(base)
                .model(base)
                .with("density", 0.5)
                .with("weight", -0.3, 0.9);

        assertThat(Arrays.equals(same.merge(method), base)).isTrue();
        assertThat(Arrays.equals(same.model(9).with("lambda", 0).merge(method), base))
                .isTrue();
        assertThat(Arrays.equals(same.model(9).with("weight", 0).merge(method), base))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"breadcrumbs", "breadcrumbs_ties"})
    void withoutOutliersToDropBreadcrumbsKeepTheLargest(String method) {
        Mixture small = Mixture.of(50).model(1).with("density", 0.5);

        assertThat(DoubleStream.of(small.change(method)).filter(change -> change != 0))
                .hasSize(25);
        assertThat(small.merge(method)).isEqualTo(small.with("normalize", 0).merge("ties"));
    }

    @ParameterizedTest
    @CsvSource({"dare_linear,0.3", "dare_ties,0.7", "della,0.3", "della_linear,0.5"})
    void aboutTheShareIsKeptThatWasAskedFor(String method, double density) {
        double[] change = Mixture.of(400, 500).model(1).with("density", density).change(method);
        double deviation = Math.sqrt(density * (1 - density) / change.length);
        double possible = share(Mixture.of(400, 500).model(1).delta(0));

        assertThat(share(change)).isCloseTo(possible * density, within(6 * deviation));
    }

    @Test
    void theLargerADifferenceTheLikelierDellaKeepsIt() {
        Mixture mixture = Mixture.of(200, 1000).model(1).with("density", 0.5).with("rescale", 0);
        double[] sizes = DoubleStream.of(mixture.delta(0)).map(Math::abs).toArray();
        double[] sorted = DoubleStream.of(sizes).sorted().toArray();
        double[] change = mixture.change("della_linear");

        assertThat(share(change, sizes, 0, sorted[40_000])).isCloseTo(0.5 - 0.15 * 0.8, within(0.02));
        assertThat(share(change, sizes, sorted[160_000], 1)).isCloseTo(0.5 + 0.15 * 0.8, within(0.02));
    }

    @ParameterizedTest
    @CsvSource({"0,1e-3", "1,1e-2"})
    void rescalingBringsBackTheNorm(int compat, double tolerance) {
        Mixture mixture = Mixture.of(400, 500).model(1).with("density", 0.3).with("compat", compat);
        double whole = DoubleStream.of(mixture.delta(0)).map(Math::abs).sum();
        double left =
                DoubleStream.of(mixture.change("dare_linear")).map(Math::abs).sum();

        assertThat(left / whole).isCloseTo(1, within(tolerance));
    }

    @Test
    void dellaTakesTheDensityForRowsOfOneElement() {
        Mixture column = Mixture.of(20_000, 1).model(1).with("density", 0.4);

        assertThat(share(column.change("della_linear"))).isCloseTo(0.4, within(0.03));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.15, 0.85, 0.9})
    void dellaRefusesProbabilitiesThatAreNone(double density) {
        assertThatThrownBy(() -> three.with("density", density).merge("della"))
                .hasMessageContaining("density " + density)
                .hasMessageContaining("epsilon 0.15");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dare_linear", "breadcrumbs", "della_linear"})
    void aSumIsNotNormalisedByNothing(String method) {
        assertThatThrownBy(() -> three.with("weight", 0.5, -0.2, -0.3)
                        .with("normalize", 1)
                        .merge(method))
                .hasMessageContaining("The weights for t add up to 0");
    }

    private static double share(double[] change) {
        return DoubleStream.of(change).filter(one -> one != 0).count() / (double) change.length;
    }

    /** The share of what changed among those whose differences are of such a size, zeros left out. */
    private static double share(double[] change, double[] sizes, double from, double to) {
        double[] chosen = IntStream.range(0, change.length)
                .filter(i -> sizes[i] > from && sizes[i] <= to)
                .mapToDouble(i -> change[i])
                .toArray();
        return share(chosen);
    }

    private static double[] rounded(double[] values) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[values.length * DType.BF16.bytes()]);
        Elements.write(DType.BF16, values, values.length, bytes, 0);
        double[] rounded = new double[values.length];
        Elements.read(DType.BF16, bytes, 0, rounded, values.length);
        return rounded;
    }
}
