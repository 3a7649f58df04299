/**
 * How much adapters get into each other's way, before anything is merged.
 *
 * @see io.graft.registry.interference.InterferenceController
 */
@ApplicationModule(allowedDependencies = {"problem", "storage", "model", "merge"})
@NullMarked
package io.graft.registry.interference;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
