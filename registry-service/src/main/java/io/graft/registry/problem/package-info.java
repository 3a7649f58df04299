/**
 * Turns every error into a problem document (RFC 9457) with a stable code, the place at fault and a remedy.
 *
 * @see io.graft.registry.problem.Problems
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.graft.registry.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
