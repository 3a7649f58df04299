package io.graft.cli;

import io.graft.core.recipe.Source;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What the registry knows of how a version came to where it is. */
final class Reasons {
    private final RegistryConnection connection;

    Reasons(RegistryConnection connection) {
        this.connection = connection;
    }

    Releases.Run run(UUID id) throws InterruptedException {
        return connection.get("/release-runs/" + id, Releases.Run.class);
    }

    Releases.Verdict verdict(UUID id) throws InterruptedException {
        return connection.get("/verdicts/" + id, Releases.Verdict.class);
    }

    JsonNode version(String namespace, String name, int number) throws InterruptedException {
        return connection.get("/models/%s/%s/versions/%d".formatted(namespace, name, number), JsonNode.class);
    }

    /** @param reference {@code namespace/name@number} */
    JsonNode version(String reference) throws InterruptedException {
        Source.Registered version = (Source.Registered) Source.parse(reference);
        String path = "/models/%s/%s/versions/%s".formatted(version.namespace(), version.name(), version.version());
        return connection.get(path, JsonNode.class);
    }

    JsonNode merge(String id) throws InterruptedException {
        return connection.get("/merges/" + id, JsonNode.class);
    }
}
