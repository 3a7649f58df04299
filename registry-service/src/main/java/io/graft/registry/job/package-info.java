/**
 * Offers work, leases it, notices when a worker dies.
 *
 * @see io.graft.registry.job.Jobs
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.graft.registry.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
