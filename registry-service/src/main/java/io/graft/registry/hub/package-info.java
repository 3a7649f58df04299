/**
 * Speaks the Hugging Face Hub's protocol, as far as reading goes, so that its clients find and fetch versions unchanged.
 *
 * @see io.graft.registry.hub.HubModelController
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "storage", "model", "lineage"})
@NullMarked
package io.graft.registry.hub;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
