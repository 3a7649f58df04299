package io.graft.eval.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.verification.Divergence;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DivergenceTest {
    private static final float[] HALVES = {(float) Math.log(0.5), (float) Math.log(0.5)};
    private static final float[] QUARTER = {(float) Math.log(0.25), (float) Math.log(0.75)};

    @Test
    void itIsTheSumOverTokensOfProbabilityTimesLogarithmOfTheRatio() {
        double byHand = 0.5 * Math.log(0.5 / 0.25) + 0.5 * Math.log(0.5 / 0.75);
        assertThat(RowDifference.of(HALVES, QUARTER, 0).divergence()).isCloseTo(byHand, within(1e-7));
        assertThat(RowDifference.of(QUARTER, HALVES, 0).divergence()).isNotCloseTo(byHand, within(1e-3));
    }

    @Test
    void whatIsAddedToAllLogitsMakesNoDifference() {
        float[] far = {HALVES[0] + 8192, HALVES[1] + 8192};
        float[] near = {QUARTER[0] + 8192, QUARTER[1] + 8192};
        assertThat(RowDifference.of(HALVES, QUARTER, 0).divergence())
                .isCloseTo(RowDifference.of(far, near, 0).divergence(), within(1e-3));
        assertThat(RowDifference.of(far, far, 0).divergence()).isZero();
    }

    @Test
    void aMillionthIsSeenAndNotTakenForNoise() {
        float[] logits = new float[1000];
        float[] moved = new float[1000];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.sin(i);
            moved[i] = logits[i] + (i % 2 == 0 ? 0x1p-20f : -0x1p-20f);
        }
        double expected = 0x1p-40 / 2;
        assertThat(RowDifference.of(logits, moved, 0).divergence()).isCloseTo(expected, within(expected / 100));
    }

    @Test
    void theNextTokenSaysWhatTheTextLost() {
        RowDifference row = RowDifference.of(HALVES, QUARTER, 0);
        assertThat(row.probability()).isCloseTo(-0.25, within(1e-6));
        assertThat(row.likelihoodLoss()).isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void onlyClearAnswersHaveToBeTheSame() {
        RowDifference doubtful = new RowDifference(0, 1, false, 2 * 0.01, 0, 0);
        RowDifference clear = new RowDifference(0, 10, true, 2 * 0.01, 0, 0);
        DivergenceTally tally = new DivergenceTally(2);
        tally.add(List.of(doubtful, clear));
        Divergence all = tally.result();
        assertThat(all.rmsLogit()).isCloseTo(0.1, within(1e-9));
        assertThat(all.sameTop()).isEqualTo(0.5);
        assertThat(all.decided()).isEqualTo(1);
        assertThat(all.sameTopDecided()).isEqualTo(1);
    }

    @Test
    void percentilesAreValuesThatWereMeasured() {
        DivergenceTally tally = new DivergenceTally(2);
        tally.add(IntStream.rangeClosed(1, 200)
                .mapToObj(i -> new RowDifference(i, 0, true, 0, 0, 0))
                .toList());
        Divergence all = tally.result();
        assertThat(all.median()).isEqualTo(100);
        assertThat(all.p99()).isEqualTo(198);
        assertThat(all.max()).isEqualTo(200);
        assertThat(all.mean()).isEqualTo(100.5);
    }

    @Test
    void aNumberThatIsNoneIsNotALittle() {
        DivergenceTally tally = new DivergenceTally(2);
        tally.add(List.of(RowDifference.of(HALVES, new float[] {Float.NaN, 0}, 0)));
        assertThat(new Limits(1, 1, 1, 1).fails(tally.result())).isTrue();
    }
}
