package io.graft.registry.model;

import io.graft.core.GraftException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish to move an alias.
 *
 * @param expectedStep the step it stands at, as whoever wishes it believes; 0 where there is none of that name yet
 * @param number the version it is to stand at
 */
public record Move(
        ModelName model,
        String alias,
        int expectedStep,
        int number,
        AliasMove.Cause cause,
        String reason,
        @Nullable UUID run,
        @Nullable UUID verdict) {
    private static final int LONGEST_REASON = 2000;

    public Move {
        new Alias(alias);
        if (reason.length() > LONGEST_REASON) {
            throw new GraftException(
                    ModelError.ALIAS_REASON_TOO_LONG,
                    "reason",
                    "The reason has %d characters".formatted(reason.length()),
                    "Say it in %d.".formatted(LONGEST_REASON));
        }
    }

    /** What a person does, or a program of theirs. */
    public static Move byHand(ModelName model, String alias, int expectedStep, int number, String reason) {
        return new Move(model, alias, expectedStep, number, AliasMove.Cause.HAND, reason, null, null);
    }

    static Move back(ModelName model, String alias, int expectedStep, int number, String reason) {
        return new Move(model, alias, expectedStep, number, AliasMove.Cause.ROLLBACK, reason, null, null);
    }

    /**
     * What a release does when its gate has passed.
     *
     * @param run whose doing it is
     * @param verdict that lets it
     */
    public static Move byRelease(
            ModelName model, String alias, int expectedStep, int number, String reason, UUID run, UUID verdict) {
        return new Move(model, alias, expectedStep, number, AliasMove.Cause.RELEASE, reason, run, verdict);
    }
}
