package io.graft.cli;

import java.nio.file.Path;
import java.util.Objects;

/** What the commands remember between runs, and can do without: {@code GRAFT_CACHE}, or the user's cache folder. */
final class UserCache {
    private UserCache() {}

    static Path folder() {
        String own = System.getenv("GRAFT_CACHE");
        if (own != null) {
            return Path.of(own);
        }
        String users = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(Objects.requireNonNullElse(System.getProperty("user.home"), "."));
        return (users == null ? home.resolve(".cache") : Path.of(users)).resolve("graft");
    }
}
