/**
 * Keeps merged versions as their recipe alone, and makes their bytes again when somebody wants them.
 *
 * @see io.graft.registry.eviction.EvictionController
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "storage", "model", "job", "merge"})
@NullMarked
package io.graft.registry.eviction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
