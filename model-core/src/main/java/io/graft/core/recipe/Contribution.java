package io.graft.core.recipe;

import io.graft.core.method.Parameter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One model's part in a slice.
 *
 * @param layers null for all of them
 */
public record Contribution(ModelReference model, @Nullable LayerRange layers, Map<Parameter, Setting> parameters) {
    public Contribution {
        parameters = Map.copyOf(parameters);
    }

    Contribution with(ModelReference changed) {
        return new Contribution(changed, layers, parameters);
    }
}
