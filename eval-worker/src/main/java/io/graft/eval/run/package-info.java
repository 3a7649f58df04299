/**
 * Runs a suite on models: each request once per model, journalled on disk, never again for the same bytes.
 *
 * @see io.graft.eval.run.EvaluationRun
 */
@NullMarked
package io.graft.eval.run;

import org.jspecify.annotations.NullMarked;
