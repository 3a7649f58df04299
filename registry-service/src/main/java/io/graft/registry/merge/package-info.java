/**
 * A run of a recipe on pinned inputs: asked for, leased, finished as a new version or failed with a reason.
 *
 * @see io.graft.registry.merge.MergeController
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "storage", "model", "lineage", "recipe", "job"})
@NullMarked
package io.graft.registry.merge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
