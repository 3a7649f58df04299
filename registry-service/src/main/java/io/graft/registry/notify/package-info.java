/**
 * Tells others what happened: events in the order in which it did, as a stream and as signed webhooks.
 *
 * @see io.graft.registry.notify.Events
 */
@ApplicationModule(
        allowedDependencies = {
            "problem",
            "access",
            "model",
            "merge",
            "evaluation",
            "release",
            "gate",
            "bundle",
            "withdrawal"
        })
@NullMarked
package io.graft.registry.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
