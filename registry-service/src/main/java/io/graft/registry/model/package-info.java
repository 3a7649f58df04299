/**
 * Models and their immutable numbered versions: base models, adapters and merges alike.
 *
 * @see io.graft.registry.model.Catalog
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "storage"})
@NullMarked
package io.graft.registry.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
