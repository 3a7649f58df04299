/**
 * The registry: keeps the truth about models, versions, lineage, recipes, merges and jobs.
 *
 * @see io.graft.registry.RegistryApplication
 */
@NullMarked
package io.graft.registry;

import org.jspecify.annotations.NullMarked;
