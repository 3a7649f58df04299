/**
 * Speaks the OCI distribution protocol, as far as reading goes: each version is a ModelPack artifact, which the tools of container
 * registries copy, inspect and mount unchanged.
 *
 * @see io.graft.registry.oci.OciManifestController
 */
@ApplicationModule(allowedDependencies = {"problem", "storage", "model"})
@NullMarked
package io.graft.registry.oci;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
