package io.graft.core.forgetting;

import static io.graft.core.forgetting.Asked.clustered;
import static io.graft.core.forgetting.Asked.corpus;
import static io.graft.core.forgetting.Asked.losses;
import static io.graft.core.forgetting.Asked.means;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedErrorsTest {
    private static final int N = 200;
    private static final double Z = 1.6448536269514722;
    private static final double[] BEFORE = new SplittableRandom(1).doubles(N).toArray();
    private static final double[] AFTER = new SplittableRandom(2).doubles(N).toArray();

    private static Estimate estimate(TaskScores before, TaskScores after) {
        return Pairing.of(before, after).estimate(Z);
    }

    private static final Estimate PAIRED = estimate(means("t", N, i -> BEFORE[i]), means("t", N, i -> AFTER[i]));

    @Test
    void theErrorIsThatOfTheDifferences() {
        double[] differences =
                IntStream.range(0, N).mapToDouble(i -> AFTER[i] - BEFORE[i]).toArray();
        double mean = IntStream.range(0, N).mapToDouble(i -> differences[i]).sum() / N;
        double squares = IntStream.range(0, N)
                .mapToDouble(i -> Math.pow(differences[i] - mean, 2))
                .sum();

        assertThat(PAIRED.change()).isCloseTo(mean, within(1e-12));
        assertThat(PAIRED.error()).isCloseTo(Math.sqrt(squares / (N - 1) / N), within(1e-12));
        assertThat(PAIRED.lower()).isCloseTo(mean - Z * PAIRED.error(), within(1e-12));
    }

    @Test
    void clustersOfOneAreDocuments() {
        Estimate clusters = estimate(clustered("t", N, 1, i -> BEFORE[i]), clustered("t", N, 1, i -> AFTER[i]));

        assertThat(clusters.error()).isCloseTo(PAIRED.error(), within(1e-12));
    }

    @Test
    void questionsAskedTwiceTellNoMore() {
        Estimate twice =
                estimate(clustered("t", 2 * N, 2, i -> BEFORE[i / 2]), clustered("t", 2 * N, 2, i -> AFTER[i / 2]));

        assertThat(twice.error()).isCloseTo(PAIRED.error(), within(1e-12));
        assertThat(twice.basis()).isEqualTo(Difference.Basis.CLUSTERED);
    }

    @Test
    void lossesOfEquallyLongDocumentsAreMeans() {
        Estimate ratio =
                estimate(losses("t", N, i -> 7 * BEFORE[i], _ -> 7), losses("t", N, i -> 7 * AFTER[i], _ -> 7));

        assertThat(ratio.change()).isCloseTo(-PAIRED.change(), within(1e-12));
        assertThat(ratio.error()).isCloseTo(PAIRED.error(), within(1e-12));
    }

    @Test
    void theBootstrapFindsTheErrorOfAMean() {
        Estimate bootstrap = estimate(corpus("t", BEFORE), corpus("t", AFTER));

        assertThat(bootstrap.change()).isCloseTo(PAIRED.change(), within(1e-12));
        assertThat(bootstrap.error()).isCloseTo(PAIRED.error(), within(0.03 * PAIRED.error()));
        assertThat(bootstrap.lower()).isCloseTo(PAIRED.lower(), within(0.1 * PAIRED.error()));
        assertThat(bootstrap.upper()).isCloseTo(PAIRED.upper(), within(0.1 * PAIRED.error()));
    }

    @Test
    void theBootstrapDrawsTheSameAgain() {
        assertThat(estimate(corpus("t", BEFORE), corpus("t", AFTER)))
                .isEqualTo(estimate(corpus("t", BEFORE), corpus("t", AFTER)));
    }

    @Test
    void aHandfulOfEqualScoresProvesNothing() {
        assertThat(estimate(means("t", 5, _ -> 0.5), means("t", 5, _ -> 0.5)).few())
                .isTrue();
    }
}
