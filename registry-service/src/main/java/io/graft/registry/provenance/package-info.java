/**
 * Where versions come from, signed: in-toto statements, and bills of material.
 *
 * @see io.graft.registry.provenance.Provenances
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "model", "merge", "evaluation", "signing"})
@NullMarked
package io.graft.registry.provenance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
