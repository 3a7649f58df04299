package io.graft.registry.hub;

import io.graft.registry.access.Actor;
import io.graft.registry.access.Actors;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WhoAmIController {
    private final Actors actors;

    WhoAmIController(Actors actors) {
        this.actors = actors;
    }

    /** Whose token this is, as the Hub's clients ask for it. */
    @GetMapping("/api/whoami-v2")
    Map<String, Object> whoAmI() {
        Actor actor = actors.current();
        return Map.of(
                "type",
                "user",
                "id",
                actor.name(),
                "name",
                actor.name(),
                "fullname",
                actor.name(),
                "emailVerified",
                false,
                "orgs",
                List.of(),
                "auth",
                Map.of(
                        "type",
                        "access_token",
                        "accessToken",
                        Map.of(
                                "displayName",
                                actor.name(),
                                "role",
                                actor.roles().isEmpty() ? "read" : "write")));
    }
}
