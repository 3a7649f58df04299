package io.graft.registry.access;

import io.graft.core.GraftException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Finds out who sends a request. Who comes with a token that is not valid is refused, also where none is needed. Clients that
 * know only names and passwords send the token as the password; the name is not looked at.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class Identification extends OncePerRequestFilter {
    static final String CHALLENGE = "Bearer realm=\"graft\"";
    /** They look for no problem document. */
    private static final String FOR_THE_HUBS_CLIENTS = "X-Error-Message";

    private static final String HEADER = "X-Graft-Actor";
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    /** The Hub's client for JavaScript sends no token that begins in any other way; its users write this before theirs. */
    private static final String HUBS = "hf_";

    private static final String ANONYMOUS = "anonymous";
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@+-]{0,99}");

    private final Tokens tokens;
    private final AccessSettings settings;
    private final HandlerExceptionResolver problems;

    Identification(
            Tokens tokens,
            AccessSettings settings,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.tokens = tokens;
        this.settings = settings;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Actors.set(request, actor(request));
        } catch (GraftException e) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
            response.setHeader(FOR_THE_HUBS_CLIENTS, e.sentence());
            problems.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private Actor actor(HttpServletRequest request) {
        Optional<String> secret = secret(request);
        if (secret.isPresent()) {
            return configured(secret.get()).orElseGet(() -> holder(secret.get()));
        }
        String name = anonymous(request.getHeader(HEADER));
        return settings.isOpen() ? Actor.trusted(name) : new Actor(name, Set.of());
    }

    private static Optional<String> secret(HttpServletRequest request) {
        String header = Objects.requireNonNullElse(request.getHeader(HttpHeaders.AUTHORIZATION), "");
        return after(BEARER, header)
                .or(() -> after(BASIC, header).map(Identification::password))
                .map(secret -> secret.startsWith(HUBS + Tokens.PREFIX) ? secret.substring(HUBS.length()) : secret)
                .filter(secret -> secret.startsWith(Tokens.PREFIX));
    }

    private static Optional<String> after(String scheme, String header) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(header.substring(scheme.length()).strip())
                : Optional.empty();
    }

    /** Empty where there is none to be read. */
    private static String password(String credentials) {
        try {
            String both = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return both.substring(both.indexOf(':') + 1);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private Optional<Actor> configured(String secret) {
        if (settings.isBootstrap(secret)) {
            return Optional.of(new Actor("bootstrap", Set.of(Actor.ADMIN)));
        }
        return settings.isWorker(secret) ? Optional.of(new Actor("worker", Set.of(Actor.WORKER))) : Optional.empty();
    }

    private Actor holder(String secret) {
        Tokens.Token token = tokens.withSecret(secret)
                .orElseThrow(() -> refused(AccessError.TOKEN_UNKNOWN, "The token is not one of this registry"));
        if (token.revokedAt() != null) {
            throw refused(AccessError.TOKEN_REVOKED, "The token %s was revoked".formatted(token.name()));
        }
        return token.actor();
    }

    /** The name is anybody's claim, and is shown as such. HTTP hands headers over byte by byte. */
    private static String anonymous(String header) {
        if (header == null) {
            return ANONYMOUS;
        }
        String name = new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (!NAME.matcher(name).matches()) {
            throw new GraftException(
                    AccessError.ACTOR_MALFORMED,
                    HEADER,
                    "The header is not a name",
                    "Write up to 100 letters, digits, spaces and . _ @ + -, in UTF-8.");
        }
        return "%s (%s)".formatted(ANONYMOUS, name);
    }

    private static GraftException refused(AccessError code, String what) {
        return new GraftException(
                code, HttpHeaders.AUTHORIZATION, what, "Send another token, or ask an administrator for one.");
    }
}
