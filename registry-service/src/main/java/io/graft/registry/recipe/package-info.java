/**
 * Keeps recipes, each under the digest of its meaning, unchangeable.
 *
 * @see io.graft.registry.recipe.Recipes
 */
@ApplicationModule(allowedDependencies = {"problem", "access"})
@NullMarked
package io.graft.registry.recipe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
