package io.graft.registry.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.registry.evaluation.Measurements.Metric;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final double Z = 1.959963984540054;

    @Test
    void aShareHasWilsonsInterval() {
        Interval interval = interval(0.5, 10, Math.sqrt(0.25 / 9));
        assertThat(interval.lower()).isCloseTo(0.236593, within(1e-6));
        assertThat(interval.upper()).isCloseTo(0.763407, within(1e-6));
    }

    @Test
    void tenRightAnswersOfTenAreNoProofOfPerfection() {
        assertThat(interval(1, 10, 0.0).lower()).isCloseTo(0.722467, within(1e-6));
    }

    @Test
    void otherScoresHaveTheirStandardError() {
        Interval interval = interval(12.5, 10, 2.0);
        assertThat(interval.lower()).isCloseTo(12.5 - 2 * Z, within(1e-12));
        assertThat(interval.upper()).isCloseTo(12.5 + 2 * Z, within(1e-12));
    }

    @Test
    void withoutAnErrorNothingIsKnown() {
        assertThat(Interval.of(new Metric("t", "bleu", "none", 30, 10, null), Z))
                .isNull();
    }

    private static Interval interval(double value, int documents, double error) {
        return Objects.requireNonNull(Interval.of(new Metric("t", "m", "none", value, documents, error), Z));
    }
}
