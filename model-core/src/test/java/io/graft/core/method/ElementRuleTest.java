package io.graft.core.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.graft.core.matrix.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How elements become one. */
class ElementRuleTest {
    private final List<Matrix> two = List.of(Matrix.of(1, 4, 1, -2, 3, 4), Matrix.of(1, 4, 3, 5, -1, 0.5));

    @Test
    void aSumIsWeightedAndAMeanIsDividedByTheCount() {
        double[] weights = {1, 0.5};

        assertThat(new ElementRule.Sum().of(two, weights).toArray()).containsExactly(2.5, 0.5, 2.5, 4.25);
        assertThat(new ElementRule.Mean().of(two, weights).toArray()).containsExactly(1.25, 0.25, 1.25, 2.125);
    }

    @Test
    void tiesAveragesThoseThatAgreeWithTheElectedSign() {
        assertThat(new ElementRule.Ties(1).of(two, new double[] {1, 1}).toArray())
                .containsExactly(2, 5, 3, 2.25);
    }

    @Test
    void tiesKeepsTheLargestOfEach() {
        assertThat(new ElementRule.Ties(0.5).of(two, new double[] {1, 1}).toArray())
                .containsExactly(3, 5, 3, 4);
    }

    @Test
    void amongEqualMagnitudesTheFirstAreKeptAndAtLeastOne() {
        List<Matrix> one = List.of(Matrix.of(1, 4, -2, 2, 2, 1));

        assertThat(new ElementRule.Ties(0.5).of(one, new double[] {1}).toArray())
                .containsExactly(-2, 2, 0, 0);
        assertThat(new ElementRule.Ties(0.01).of(one, new double[] {1}).toArray())
                .containsExactly(-2, 0, 0, 0);
    }

    @Test
    void weightsThatNearlyCancelDoNotExplode() {
        List<Matrix> opposed = List.of(Matrix.of(1, 1, 0.01), Matrix.of(1, 1, -0.01));

        double merged =
                new ElementRule.Ties(1).of(opposed, new double[] {0.5, -0.499}).at(0, 0);

        assertThat(merged).isBetween(0.0099, 0.0101);
    }

    @Test
    void aDensityIsAShare() {
        for (double density : new double[] {0, -0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ElementRule.Ties(density));
        }
    }
}
