/**
 * Blobs by digest: staged, verified, referenced, swept; signed URLs for those who move the bytes.
 *
 * @see io.graft.registry.storage.Blobs
 */
@ApplicationModule(allowedDependencies = {"problem"})
@NullMarked
package io.graft.registry.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
