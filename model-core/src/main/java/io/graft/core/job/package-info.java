/**
 * The contract between the registry, which offers work, and workers, which lease it, do it and settle it.
 *
 * @see io.graft.core.job.JobQueue
 */
@NullMarked
package io.graft.core.job;

import org.jspecify.annotations.NullMarked;
