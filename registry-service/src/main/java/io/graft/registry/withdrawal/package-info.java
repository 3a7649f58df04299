/**
 * Takes versions back: what contains one, that none of it is used any more, and how it is merged again without it.
 *
 * @see io.graft.registry.withdrawal.WithdrawalController
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "model", "lineage", "recipe", "merge"})
@NullMarked
package io.graft.registry.withdrawal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
