package io.graft.registry.hub;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tells Git LFS's own client that nobody can lock files here: versions never change. It remembers that, and does not ask again. */
@RestController
class LocksController {
    @RequestMapping(path = "/{namespace}/{name}.git/info/lfs/locks/**", produces = LfsController.TYPE)
    @ResponseStatus(HttpStatus.NOT_IMPLEMENTED)
    Map<String, String> locks(@PathVariable String namespace, @PathVariable String name) {
        return Map.of("message", "Files of %s/%s are not locked: versions never change".formatted(namespace, name));
    }
}
