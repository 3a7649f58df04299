package io.graft.registry.evaluation;

import io.graft.core.forgetting.Comparison;
import java.util.List;
import java.util.UUID;

/**
 * Two or more arms on one suite: each with its scores, and each but the first held against the first, document by document.
 *
 * @param against one for each further arm
 */
record ComparisonView(String suite, List<ScoreView> arms, List<Comparison> against) {
    /**
     * A document, and what each arm made of it.
     *
     * @param flipped whether the arms' scores differ
     * @param scores one for each arm, in order; of the metric asked for
     */
    record Document(int document, List<Double> scores, boolean flipped) {}

    /**
     * A document with all that was kept of it: lm-evaluation-harness's line of the sample file, one for each arm.
     */
    record Sample(UUID result, tools.jackson.databind.JsonNode line) {}
}
