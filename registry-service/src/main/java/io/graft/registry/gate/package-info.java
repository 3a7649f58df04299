/**
 * Gates, and the signed verdicts of versions that were judged by them.
 *
 * @see io.graft.registry.gate.Gates
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "model", "lineage", "evaluation", "signing"})
@NullMarked
package io.graft.registry.gate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
