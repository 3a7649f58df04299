package io.graft.registry.signing;

import io.graft.registry.access.Actor;
import io.graft.registry.access.NeedsRole;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/keys")
class KeyController {
    private final SigningKeys keys;

    KeyController(SigningKeys keys) {
        this.keys = keys;
    }

    /** What the registry's signatures are checked with, the newest first. */
    @GetMapping
    List<SigningKeys.PublicKey> list() {
        return keys.published();
    }

    /** Has the registry sign with a new key. */
    @PostMapping
    @NeedsRole(Actor.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    SigningKeys.PublicKey rotate() {
        return keys.rotate();
    }
}
