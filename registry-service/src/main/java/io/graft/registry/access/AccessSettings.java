package io.graft.registry.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may change something.
 *
 * @param mode whether a token is needed
 * @param bootstrapToken a secret that makes the first tokens; empty for none
 * @param workerToken a secret that workers may come with instead of a token of their own; empty for none
 */
@ConfigurationProperties("graft.access")
record AccessSettings(
        @DefaultValue("open") Mode mode,
        @DefaultValue("") String bootstrapToken,
        @DefaultValue("") String workerToken) {
    private static final int SHORTEST = 32;

    enum Mode {
        /** Whoever reaches the registry, as with the suite on one person's machine. */
        OPEN,
        /** Whoever has a token. */
        TOKENS
    }

    AccessSettings {
        requireSecret("bootstrap-token", bootstrapToken);
        requireSecret("worker-token", workerToken);
    }

    private static void requireSecret(String setting, String secret) {
        if (!secret.isEmpty() && (!secret.startsWith(Tokens.PREFIX) || secret.length() < SHORTEST)) {
            throw new IllegalArgumentException("graft.access.%s has to begin with %s and have at least %d characters"
                    .formatted(setting, Tokens.PREFIX, SHORTEST));
        }
    }

    boolean isOpen() {
        return mode == Mode.OPEN;
    }

    boolean isBootstrap(@Nullable String secret) {
        return !bootstrapToken.isEmpty() && bootstrapToken.equals(secret);
    }

    boolean isWorker(@Nullable String secret) {
        return !workerToken.isEmpty() && workerToken.equals(secret);
    }
}
