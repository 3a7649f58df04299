package io.graft.registry.withdrawal;

import io.graft.core.recipe.Recipe;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version that was withdrawn or contains one that was.
 *
 * @param reference {@code namespace/name@number}
 * @param itself whether it was withdrawn itself
 * @param asked whether it is one of those that the withdrawal in question tainted
 * @param recipe that a merge made it by, with numbers; null if none did
 * @param aliases that stand at it, without their model
 * @param remerge the last that was asked for
 */
record TaintedVersion(
        UUID id,
        String reference,
        boolean itself,
        boolean asked,
        List<String> aliases,
        @Nullable Recipe recipe,
        @Nullable Remerge remerge) {
    boolean canBeMadeAgain() {
        return !itself && recipe != null;
    }
}
