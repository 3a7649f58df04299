/**
 * Answers a repeated POST with the first answer, if both carry the same Idempotency-Key.
 *
 * @see io.graft.registry.idempotency.IdempotentPosts
 */
@ApplicationModule(allowedDependencies = {"problem", "access"})
@NullMarked
package io.graft.registry.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
