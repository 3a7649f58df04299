/**
 * YAML that people write for the registry, read with errors that name the line.
 *
 * @see io.graft.registry.document.Passage
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.graft.registry.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
