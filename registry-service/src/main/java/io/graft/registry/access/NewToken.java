package io.graft.registry.access;

import io.graft.core.GraftException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A token that somebody wants.
 *
 * @param name of the person or machine that will use it, as the audit log will call them
 * @param roles such as {@link Actor#ADMIN}, {@link Actor#WORKER}, or those whose approval gates ask for
 */
record NewToken(String name, Set<String> roles) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}");
    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Set<String> TAKEN = Set.of("anonymous", "bootstrap", "registry");

    NewToken {
        if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw new GraftException(
                    AccessError.TOKEN_NAME_MALFORMED,
                    "name",
                    "\"%s\" cannot be the name of a token".formatted(name),
                    "Write up to 100 letters, digits and . _ @ + -, but none of %s.".formatted(TAKEN));
        }
        if (roles.isEmpty()) {
            throw malformed("A token without a role can do nothing");
        }
        roles.stream().filter(role -> !ROLE.matcher(role).matches()).findFirst().ifPresent(role -> {
            throw malformed("\"%s\" cannot be a role".formatted(role));
        });
    }

    private static GraftException malformed(String what) {
        return new GraftException(
                AccessError.ROLE_MALFORMED,
                "roles",
                what,
                "Name roles such as admin, worker or release-manager, in lower-case letters, digits and -.");
    }
}
