package io.graft.core.forgetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.forgetting.AbilityMatrix.Task;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineageMeasuresTest {
    /** The base can tell facts; sentiment is trained first, then support. */
    private static final LineageMeasures MEASURES = LineageMeasures.of(new AbilityMatrix(
            List.of("base", "sentiment", "support"),
            List.of(
                    new Task("facts", 0, 0.25, null),
                    new Task("sentiment", 1, 0.5, 0.9),
                    new Task("support", 2, 0.25, 0.95)),
            List.of(row(0.60, 0.55, 0.25), row(0.65, 0.80, 0.20), row(0.50, 0.70, 0.90))));

    private static List<@Nullable Double> row(@Nullable Double... scores) {
        return Arrays.asList(scores);
    }

    @Test
    void forgettingIsFromTheBestAncestorAndTransferFromWhereItWasLearnt() {
        assertThat(MEASURES.forgetting()).isCloseTo((0.15 + 0.10) / 2, within(1e-12));
        assertThat(MEASURES.backwardTransfer()).isCloseTo((-0.10 + -0.10) / 2, within(1e-12));
        assertThat(MEASURES.tasks())
                .extracting(LineageMeasures.TaskHistory::best)
                .containsExactly("sentiment", "sentiment", "base");
    }

    @Test
    void whatEarlierStagesBroughtIsForwardTransfer() {
        assertThat(MEASURES.forwardTransfer()).isCloseTo((0.05 + -0.05) / 2, within(1e-12));
    }

    @Test
    void whatWasNotLearntIsIntransigence() {
        assertThat(MEASURES.intransigence()).isCloseTo((0.10 + 0.05) / 2, within(1e-12));
        assertThat(MEASURES.average()).isCloseTo(0.70, within(1e-12));
        assertThat(MEASURES.generalChange()).isCloseTo((-0.10 + 0.15 + 0.65) / 3, within(1e-12));
    }

    @Test
    void whatWasNotMeasuredIsLeftOut() {
        LineageMeasures alone = LineageMeasures.of(new AbilityMatrix(
                List.of("base", "next"),
                List.of(new Task("facts", 0, null, null), new Task("sums", 0, null, null)),
                List.of(row(0.6, null), row(0.5, 0.4))));

        assertThat(alone.forgetting()).isCloseTo(0.1, within(1e-12));
        assertThat(alone.forwardTransfer()).isNull();
    }
}
