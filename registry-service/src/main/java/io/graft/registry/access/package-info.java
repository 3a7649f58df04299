/**
 * Who asks, what they may do, and what they changed.
 *
 * @see io.graft.registry.access.Actors
 */
@ApplicationModule(allowedDependencies = {"problem"})
@NullMarked
package io.graft.registry.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
