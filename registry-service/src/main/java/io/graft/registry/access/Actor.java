package io.graft.registry.access;

import java.util.Set;

/** Whoever asks for something, with what they may do. */
public record Actor(String name, Set<String> roles) {
    /** Makes and revokes tokens. */
    public static final String ADMIN = "admin";

    /** Takes jobs and says how they ended. */
    public static final String WORKER = "worker";

    private static final String EVERY = "*";

    public Actor {
        roles = Set.copyOf(roles);
    }

    /** Somebody of whom nothing was asked, and who may do everything. */
    static Actor trusted(String name) {
        return new Actor(name, Set.of(EVERY));
    }

    public boolean has(String role) {
        return roles.contains(EVERY) || roles.contains(role);
    }

    /** Whether there is anything that it may do. */
    boolean mayAct() {
        return !roles.isEmpty();
    }
}
