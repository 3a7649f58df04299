/**
 * What to merge and how: mergekit's YAML, read, checked, brought into one canonical form and identified by its digest.
 *
 * @see io.graft.core.recipe.Recipe
 */
@NullMarked
package io.graft.core.recipe;

import org.jspecify.annotations.NullMarked;
