/**
 * Takes merge jobs from the registry, runs them and publishes what they make.
 *
 * @see io.graft.worker.MergeWorkerApplication
 */
@NullMarked
package io.graft.worker;

import org.jspecify.annotations.NullMarked;
