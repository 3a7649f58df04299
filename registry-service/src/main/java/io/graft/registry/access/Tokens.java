package io.graft.registry.access;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tokens that were ever made. A name is never given twice. */
@Component
class Tokens {
    static final String PREFIX = "graft_";
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 43;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Clock clock;

    Tokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A token as everybody may see it. */
    record Token(
            String name,
            Set<String> roles,
            Instant createdAt,
            @Nullable Instant revokedAt) {
        Actor actor() {
            return new Actor(name, roles);
        }
    }

    static String freshSecret() {
        return PREFIX
                + RANDOM.ints(LENGTH, 0, DIGITS.length())
                        .mapToObj(digit -> DIGITS.substring(digit, digit + 1))
                        .collect(Collectors.joining());
    }

    Token insert(String name, Set<String> roles, String secret) {
        int inserted = jdbc.sql("""
                        insert into access_token (name, sha256, roles, created_at)
                        values (:name, :sha256, :roles::text[], :now)
                        on conflict (name) do nothing
                        """)
                .param("name", name)
                .param("sha256", Digest.of(secret).hex())
                .param("roles", roles.toArray(String[]::new))
                .param("now", now())
                .update();
        if (inserted == 0) {
            throw new GraftException(
                    AccessError.TOKEN_EXISTS,
                    "name",
                    "There is or was a token %s".formatted(name),
                    "Choose another name.");
        }
        return token(name);
    }

    /** Whether it was not revoked before. */
    boolean revoke(String name) {
        return jdbc.sql("update access_token set revoked_at = :now where name = :name and revoked_at is null")
                        .param("now", now())
                        .param("name", name)
                        .update()
                == 1;
    }

    Token token(String name) {
        return jdbc.sql("select * from access_token where name = :name")
                .param("name", name)
                .query(Tokens::row)
                .optional()
                .orElseThrow(() -> notFound(name));
    }

    Optional<Token> withSecret(String secret) {
        return jdbc.sql("select * from access_token where sha256 = :sha256")
                .param("sha256", Digest.of(secret).hex())
                .query(Tokens::row)
                .optional();
    }

    List<Token> all() {
        return jdbc.sql("select * from access_token order by name")
                .query(Tokens::row)
                .list();
    }

    private static Token row(ResultSet row, int index) throws SQLException {
        OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
        return new Token(
                row.getString("name"),
                new TreeSet<>(List.of((String[]) row.getArray("roles").getArray())),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                revoked == null ? null : revoked.toInstant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static GraftException notFound(String name) {
        return new GraftException(
                AccessError.TOKEN_NOT_FOUND,
                name,
                "There is no token %s".formatted(name),
                "List the tokens with GET /api/v1/tokens.");
    }
}
