package io.graft.core.forgetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TangoTest {
    private static final double Z = 1.6448536269514722;

    @ParameterizedTest
    @CsvSource({"100, 12, 30", "1000, 0, 7", "50, 9, 9"})
    void noChangeIsTestedAsMcNemarDoes(long n, long gained, long lost) {
        double z = (gained - lost) / Math.sqrt((double) (gained + lost));

        assertThat(new Tango(n, gained, lost).statistic(0)).isCloseTo(z, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"200", "1000", "5000"})
    void withoutFlipsTheBoundsAreAsNearAsTheDocumentsAllow(long n) {
        Tango tango = new Tango(n, 0, 0);

        assertThat(tango.lower(Z)).isCloseTo(-Z * Z / (n + Z * Z), within(1e-12));
        assertThat(tango.upper(Z)).isCloseTo(Z * Z / (n + Z * Z), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"100, 12, 30", "1000, 45, 60", "40, 0, 3", "40, 5, 0", "30, 30, 0", "30, 0, 30"})
    void theBoundsAreWhereTheTestTurns(long n, long gained, long lost) {
        Tango tango = new Tango(n, gained, lost);

        assertThat(tango.lower(Z)).isLessThanOrEqualTo(tango.change());
        assertThat(tango.upper(Z)).isGreaterThanOrEqualTo(tango.change());
        assertThat(tango.lower(Z)).isEqualTo(-new Tango(n, lost, gained).upper(Z), within(1e-9));
        if (tango.lower(Z) > -1 + 1e-9 && tango.change() < 1) {
            assertThat(tango.statistic(tango.lower(Z))).isCloseTo(Z, within(1e-6));
        }
    }

    /** The error is that of the likeliest distribution with the expected change: found here by search, not by formula. */
    @ParameterizedTest
    @CsvSource({"100, 12, 30, -0.02", "1000, 45, 60, -0.05", "500, 3, 20, 0.01", "80, 0, 4, -0.1"})
    void theStatisticIsTheScoreTests(long n, long gained, long lost, double expected) {
        double share = likeliest(n, gained, lost, expected);
        double error = Math.sqrt(n * (2 * share + expected - expected * expected));

        assertThat(new Tango(n, gained, lost).statistic(expected))
                .isCloseTo((gained - lost - n * expected) / error, within(1e-5));
    }

    private static double likeliest(long n, long gained, long lost, double expected) {
        double low = Math.max(0, -expected);
        double high = (1 - expected) / 2;
        for (int i = 0; i < 200; i++) {
            double first = low + (high - low) / 3;
            double second = high - (high - low) / 3;
            if (likelihood(n, gained, lost, expected, first) < likelihood(n, gained, lost, expected, second)) {
                low = first;
            } else {
                high = second;
            }
        }
        return low;
    }

    private static double likelihood(long n, long gained, long lost, double expected, double loss) {
        return times(gained, loss + expected) + times(lost, loss) + times(n - gained - lost, 1 - 2 * loss - expected);
    }

    private static double times(long count, double probability) {
        return count == 0 ? 0 : count * Math.log(probability);
    }

    @Test
    void fewFlipsAreCountedAndManyAreApproximated() {
        assertThat(new McNemar(1, 7).p()).isCloseTo(2 * (1 + 8 / 2.0) / 256, within(1e-12));
        assertThat(new McNemar(1, 7).pOfLoss())
                .isCloseTo((1 + 8 / 2.0) / 256, within(1e-12)); // of 8 flips, 8 or half of 7
        assertThat(new McNemar(0, 0).p()).isEqualTo(1);
        assertThat(new McNemar(20, 40).p()).isCloseTo(0.00982, within(1e-5));
    }
}
