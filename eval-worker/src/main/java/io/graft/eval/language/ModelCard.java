package io.graft.eval.language;

import java.util.Optional;

/**
 * A model as a record of results names it.
 *
 * @param name a folder or a server's name for it
 * @param dtype how its weights are stored, such as {@code bfloat16}; empty if nobody knows
 * @param parameters how many weights it has; 0 if nobody knows
 * @param maxLength the most tokens it can look at
 * @param engine what computes it, with its version and settings
 */
public record ModelCard(
        String name,
        String dtype,
        long parameters,
        int maxLength,
        String engine,
        Optional<SpecialToken> begin,
        Optional<SpecialToken> end,
        Optional<SpecialToken> pad) {}
