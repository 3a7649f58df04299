/**
 * Speaks the protocol of MLflow's model registry, so that its clients find, describe, promote and fetch versions unchanged.
 *
 * @see io.graft.registry.mlflow.MlflowModelController
 */
@ApplicationModule(allowedDependencies = {"problem", "access", "storage", "model"})
@NullMarked
package io.graft.registry.mlflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
