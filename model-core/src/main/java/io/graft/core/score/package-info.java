/**
 * What a model's answers are worth: filters, metrics, standard errors and result files, each equal to lm-evaluation-harness 0.4's.
 *
 * @see io.graft.core.score.TaskScores
 */
@NullMarked
package io.graft.core.score;

import org.jspecify.annotations.NullMarked;
