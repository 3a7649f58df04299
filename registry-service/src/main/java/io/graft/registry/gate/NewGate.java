package io.graft.registry.gate;

import io.graft.registry.model.ModelName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gate as somebody wrote it. */
record NewGate(ModelName name, @Nullable String description, List<Condition> conditions) {
    NewGate {
        if (conditions.isEmpty()) {
            throw GateError.refused("conditions", "The gate asks for nothing", "Write at least one condition.");
        }
    }

    String describedAs() {
        return description == null ? "" : description;
    }
}
