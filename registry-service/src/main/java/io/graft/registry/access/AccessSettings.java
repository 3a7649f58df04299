package io.graft.registry.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may change something.
 *
 * @param mode whether a token is needed
 * @param bootstrapToken a secret that makes the first tokens; empty for none
 */
@ConfigurationProperties("graft.access")
record AccessSettings(
        @DefaultValue("open") Mode mode, @DefaultValue("") String bootstrapToken) {
    private static final int SHORTEST = 32;

    enum Mode {
        /** Whoever reaches the registry, as with the suite on one person's machine. */
        OPEN,
        /** Whoever has a token. */
        TOKENS
    }

    AccessSettings {
        if (!bootstrapToken.isEmpty()
                && (!bootstrapToken.startsWith(Tokens.PREFIX) || bootstrapToken.length() < SHORTEST)) {
            throw new IllegalArgumentException(
                    "graft.access.bootstrap-token has to begin with %s and have at least %d characters"
                            .formatted(Tokens.PREFIX, SHORTEST));
        }
    }

    boolean isOpen() {
        return mode == Mode.OPEN;
    }

    boolean isBootstrap(@Nullable String secret) {
        return !bootstrapToken.isEmpty() && bootstrapToken.equals(secret);
    }
}
