/**
 * The keys that the registry signs with, and their public halves for everybody.
 *
 * @see io.graft.registry.signing.SigningKeys
 */
@ApplicationModule(allowedDependencies = {"access"})
@NullMarked
package io.graft.registry.signing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
