package io.graft.registry.lineage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version that contains another.
 *
 * @param version {@code namespace/name@number}
 * @param relation of the last step of the shortest way to it; null for the other version itself
 * @param via where that step begins
 * @param weight the product of the weights along a way, summed over all ways; null where one of them is not known
 * @param depth how many steps the shortest way has
 * @param aliases that stand at it now, {@code namespace/name@alias}
 */
public record Descendant(
        @JsonIgnore UUID id,
        String version,
        ModelName model,
        int number,
        ModelKind kind,
        VersionState state,
        @Nullable Relation relation,
        @Nullable String via,
        @Nullable Double weight,
        int depth,
        List<String> aliases) {}
