/**
 * Suites, evaluations and scores; the verification of merges; what a version forgot.
 *
 * @see io.graft.registry.evaluation.EvaluationController
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "storage", "model", "lineage", "recipe", "job", "merge"})
@NullMarked
package io.graft.registry.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
