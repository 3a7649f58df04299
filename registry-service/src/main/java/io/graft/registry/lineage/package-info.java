/**
 * Which version came from which, how and with what weight; everything upstream and downstream.
 *
 * @see io.graft.registry.lineage.Lineage
 */
@ApplicationModule(allowedDependencies = {"problem", "model"})
@NullMarked
package io.graft.registry.lineage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
