package io.graft.core.score;

import io.graft.core.score.Value.Written;

/** A measure of a corpus that is computed from sums of what its texts count, equal to sacrebleu 2's. */
interface CorpusMetric {
    /** What one text adds to the sums. */
    double[] counts(Written text);

    /** The measure, from the sums. */
    double score(double[] sums);
}
