/**
 * The process that takes evaluation and verification jobs, runs models, and reports what it found.
 *
 * @see io.graft.eval.worker.EvalWorker
 */
@NullMarked
package io.graft.eval.worker;

import org.jspecify.annotations.NullMarked;
