package io.graft.core.forgetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1, 0.8413447460685429",
        "-1.959963984540054, 0.025",
        "-3.999, 3.180534005420206e-05",
        "-4.001, 3.153767893352079e-05",
        "-10, 7.619853024160526e-24"
    })
    void probabilitiesAreThoseOfTheTables(double x, double below) {
        assertThat(Normal.below(x)).isCloseTo(below, within(below * 1e-11));
        assertThat(Normal.above(-x)).isCloseTo(below, within(below * 1e-11));
    }

    @ParameterizedTest
    @CsvSource({"0.95, 1.6448536269514722", "0.8, 0.8416212335729143", "0.5, 0", "0.001, -3.090232306167813"})
    void quantilesAreThoseOfTheTables(double probability, double quantile) {
        assertThat(Normal.quantile(probability)).isCloseTo(quantile, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "0.05, 1, 1.645",
        "0.05, 2, 1.875",
        "0.05, 3, 1.992",
        "0.05, 4, 2.067",
        "0.025, 2, 2.178",
        "0.025, 3, 2.289"
    })
    void boundsOfSeveralLooksArePococks(double alpha, int looks, double bound) {
        assertThat(Pocock.bound(alpha, looks)).isCloseTo(bound, within(1e-3));
    }
}
