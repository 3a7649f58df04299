package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.registry.access.Actors;
import io.graft.registry.model.ModelName;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells clients where the store of chunks is. The token that they are to come with is the one they have: it can be revoked, and
 * nobody may do more with it there than here.
 */
@RestController
class XetTokenController {
    private static final Duration LASTS = Duration.ofHours(1);
    private static final String SCHEME = "Bearer ";

    private final HubRepositories repositories;
    private final Revisions revisions;
    private final Actors actors;
    private final Clock clock;

    XetTokenController(HubRepositories repositories, Revisions revisions, Actors actors, Clock clock) {
        this.repositories = repositories;
        this.revisions = revisions;
        this.actors = actors;
        this.clock = clock;
    }

    /** @param exp seconds since the epoch */
    record Token(String accessToken, long exp, String casUrl) {}

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(GraftException error) {
        return HubRefusal.of(error);
    }

    @GetMapping("/api/models/{namespace}/{name}/xet-write-token/{revision}")
    ResponseEntity<Token> write(
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        actors.requireOneWhoMayAct();
        ModelName model = RepositoryName.toWrite(namespace, name);
        if (!repositories.exists(model)) {
            throw HubError.noRepository(model);
        }
        return answer(authorization);
    }

    @GetMapping("/api/models/{namespace}/{name}/xet-read-token/{revision}")
    ResponseEntity<Token> read(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String revision,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        revisions.find(RepositoryName.of(namespace, name), revision);
        return answer(authorization);
    }

    private ResponseEntity<Token> answer(@Nullable String authorization) {
        String token = authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? "anonymous"
                : authorization.substring(SCHEME.length()).strip();
        return answer(
                new Token(token, clock.instant().plus(LASTS).getEpochSecond(), RepositoryController.root() + "/xet"));
    }

    /** Some clients read the body, others the headers. */
    private static ResponseEntity<Token> answer(Token token) {
        return ResponseEntity.ok()
                .header("X-Xet-Cas-Url", token.casUrl())
                .header("X-Xet-Access-Token", token.accessToken())
                .header("X-Xet-Token-Expiration", Long.toString(token.exp()))
                .body(token);
    }
}
