package io.graft.registry.access;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tokens")
@NeedsRole(Actor.ADMIN)
class TokenController {
    private final Tokens tokens;
    private final Audit audit;

    TokenController(Tokens tokens, Audit audit) {
        this.tokens = tokens;
        this.audit = audit;
    }

    /** @param secret is told this once */
    record MadeToken(String name, Set<String> roles, Instant createdAt, String secret) {}

    record TokenList(List<Tokens.Token> items) {}

    @PostMapping
    @Transactional
    public ResponseEntity<MadeToken> create(@RequestBody NewToken wanted) {
        String secret = Tokens.freshSecret();
        Tokens.Token made = tokens.insert(wanted.name(), wanted.roles(), secret);
        audit.record("token.create", "token " + made.name(), null, made);
        return ResponseEntity.created(URI.create("/api/v1/tokens/" + made.name()))
                .cacheControl(CacheControl.noStore())
                .body(new MadeToken(made.name(), made.roles(), made.createdAt(), secret));
    }

    @GetMapping
    TokenList list() {
        return new TokenList(tokens.all());
    }

    @GetMapping("/{name}")
    Tokens.Token show(@PathVariable String name) {
        return tokens.token(name);
    }

    /** It stays in the list, and its name stays taken: the audit log speaks of it. */
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void revoke(@PathVariable String name) {
        Tokens.Token before = tokens.token(name);
        if (tokens.revoke(name)) {
            audit.record("token.revoke", "token " + name, before, tokens.token(name));
        }
    }
}
