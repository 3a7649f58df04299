package io.graft.core.forgetting;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the gate errs, by exact enumeration of all outcomes. */
class GateErrorTest {
    private static final double MARGIN = 0.02;
    private static final double Z = Normal.quantile(0.95);

    private static boolean passes(Tango counts) {
        return counts.statistic(-MARGIN) > Z;
    }

    @ParameterizedTest
    @CsvSource({
        "200, .05", "200, .10", "200, .20",
        "500, .05", "500, .10", "500, .20",
        "1000, .05", "1000, .10", "1000, .20",
        "2000, .05", "2000, .10", "2000, .20",
        "5000, .05", "5000, .10", "5000, .20"
    })
    void aModelThatIsWorseByTheMarginPassesOnceInTwenty(int n, double flips) {
        double error = new Flipping(n, flips, -MARGIN).chanceOfRelease(GateErrorTest::passes);

        assertThat(error).isBetween(0.045, 0.055);
    }

    @ParameterizedTest
    @CsvSource({
        "5000, .05, .005",
        "2000, .10, .01",
        "1000, .20, .01",
        "500, .10, .03",
        "200, .20, .05",
        "2000, .20, .05"
    })
    void soItDoesAtOtherMargins(int n, double flips, double margin) {
        double error = new Flipping(n, flips, -margin).chanceOfRelease(counts -> counts.statistic(-margin) > Z);

        assertThat(error).isBetween(0.045, 0.055);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0, .632", "1000, -.01, .255", "1000, -.02, .049", "1000, -.03, .004", "1000, -.04, .000",
        "5000, 0, .997", "5000, -.01, .720", "5000, -.02, .050", "5000, -.03, .000", "5000, -.04, .000"
    })
    void theChanceOfReleaseFallsWithWhatWasLost(int n, double change, double expected) {
        double released = new Flipping(n, 0.10, change).chanceOfRelease(GateErrorTest::passes);

        assertThat(released).isCloseTo(expected, Offset.offset(0.002));
    }

    @ParameterizedTest
    @CsvSource({"1000, -.02, .358", "1000, -.03, .082", "200, -.03, .5"})
    void noSignificantDropReleasesBadModels(int n, double change, double atLeast) {
        double released = new Flipping(n, 0.10, change).chanceOfRelease(counts -> counts.statistic(0) > -1.96);

        assertThat(released).isGreaterThan(atLeast - 0.005);
    }
}
