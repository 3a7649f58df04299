package io.graft.registry.withdrawal;

import io.graft.core.GraftException;

/** Why somebody decided as they did, for those who come later. */
record Reason(String text) {
    private static final int LONGEST = 2000;

    Reason {
        text = text.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new GraftException(
                    WithdrawalError.WITHDRAWAL_REASON_INVALID,
                    "reason",
                    "The reason has %d characters".formatted(text.length()),
                    "Say why, in 1 to %d characters.".formatted(LONGEST));
        }
    }
}
