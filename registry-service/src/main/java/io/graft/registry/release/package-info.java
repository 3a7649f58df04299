/**
 * What follows when a version is released: release rules, and their runs, which merge, verify, evaluate, judge and move an alias,
 * or stop and say why.
 *
 * @see io.graft.registry.release.Conductor
 */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "access",
            "document",
            "model",
            "lineage",
            "recipe",
            "job",
            "merge",
            "evaluation",
            "gate",
            "bundle"
        })
@NullMarked
package io.graft.registry.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
