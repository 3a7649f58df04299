package io.graft.core.forgetting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSizeTest {
    private static final double Z = Normal.quantile(0.95);

    @ParameterizedTest
    @CsvSource({
        ".8, .01, 2474, 619, 155, 69, 25",
        ".8, .05, 12366, 3092, 773, 344, 124",
        ".8, .10, 24731, 6183, 1546, 687, 248",
        ".8, .20, 49461, 12366, 3092, 1374, 495",
        ".9, .10, 34256, 8564, 2141, 952, 343"
    })
    void documentsGrowWithFlipsAndWithTheInverseSquareOfTheMargin(
            double power, double flips, long half, long one, long two, long three, long five) {
        double zPower = SampleSize.zOfPower(power, 1);

        assertThat(List.of(.005, .01, .02, .03, .05))
                .extracting(margin -> SampleSize.documents(flips, margin, 0, Z, zPower))
                .containsExactly(half, one, two, three, five);
    }

    @Test
    void tenTasksThatMustAllPassNeedMoreEach() {
        assertThat(SampleSize.documents(.1, .02, 0, Z, SampleSize.zOfPower(.8, 10)))
                .isBetween(3410L, 3430L);
    }

    @Test
    void anExpectedLossUsesUpTheMargin() {
        double zPower = SampleSize.zOfPower(.8, 1);

        assertThat(SampleSize.documents(.1, .03, -.01, Z, zPower))
                .isEqualTo(SampleSize.documents(.1, .02, 0, Z, zPower));
        assertThat(SampleSize.documents(.1, .01, -.01, Z, zPower)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anExactMergePassesFromThisNumberOn() {
        long n = SampleSize.withoutFlips(.02, Z);

        assertThat(new Tango(n, 0, 0).lower(Z)).isGreaterThan(-.02);
        assertThat(new Tango(n - 1, 0, 0).lower(Z)).isLessThanOrEqualTo(-.02);
    }
}
