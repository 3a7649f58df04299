/**
 * The store of chunks: what two files share is sent once by clients of Xet, and kept once whoever brought it.
 *
 * @see io.graft.registry.xet.XetController
 * @see io.graft.registry.xet.Deduplication
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "storage"})
@NullMarked
package io.graft.registry.xet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
