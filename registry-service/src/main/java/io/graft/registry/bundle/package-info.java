/**
 * Bundles: a base with adapters that are served unmerged, each for a task; judged and released like a merge.
 *
 * @see io.graft.registry.bundle.Bundles
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "model", "lineage", "evaluation", "gate"})
@NullMarked
package io.graft.registry.bundle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
