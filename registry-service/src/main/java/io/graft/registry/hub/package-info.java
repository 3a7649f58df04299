/**
 * Speaks the Hugging Face Hub's protocol, so that its clients find, fetch and upload versions unchanged.
 *
 * @see io.graft.registry.hub.HubModelController
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "storage", "xet", "model", "lineage", "release"})
@NullMarked
package io.graft.registry.hub;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
