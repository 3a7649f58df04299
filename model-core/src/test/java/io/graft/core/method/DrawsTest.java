package io.graft.core.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
    private static final int COUNT = 1 << 20;

    @Test
    void areUniform() {
        Draws draws = new Draws(1, 2);
        long[] counts = new long[16];
        LongStream.range(0, COUNT).forEach(i -> counts[(int) (16 * draws.uniform(i))]++);
        double expected = COUNT / 16.0;
        double chiSquared = LongStream.of(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();

        assertThat(chiSquared)
                .as("0.1 %% of generators that are uniform exceed this")
                .isLessThan(37.7);
    }

    @Test
    void neighboursHaveNothingInCommon() {
        Draws draws = new Draws(1, 2);
        for (int distance : new int[] {1, 8, 16, 4096}) {
            double product = LongStream.range(0, COUNT)
                    .mapToDouble(i -> (draws.uniform(i) - 0.5) * (draws.uniform(i + distance) - 0.5))
                    .sum();
            assertThat(12 * product / COUNT).as("correlation at %d", distance).isCloseTo(0, within(0.005));
        }
    }

    @Test
    void dependOnEachKey() {
        Draws draws = new Draws(1, 2);
        assertThat(new Draws(1, 2).uniform(77)).isEqualTo(draws.uniform(77));
        assertThat(new Draws(2, 1).uniform(77)).isNotEqualTo(draws.uniform(77));
        assertThat(new Draws(1, 3).uniform(77)).isNotEqualTo(draws.uniform(77));
    }

    /** Recipes of old must make the same models for ever. */
    @Test
    void areTheSameForEver() {
        Draws draws = new Draws(1, 2);

        assertThat(LongStream.of(0, 1, 8, 15, 16, 1L << 40).mapToObj(i -> (long) (draws.uniform(i) * 0x1p32)))
                .containsExactly(3508333684L, 1282461885L, 2657753202L, 1968853762L, 1310204422L, 3870461192L);
    }
}
