package io.graft.cli;

import io.graft.core.artifact.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The models of a registry, and their versions. */
final class Catalogue {
    private static final int LIMIT = 200;

    private final RegistryConnection connection;

    Catalogue(RegistryConnection connection) {
        this.connection = connection;
    }

    /** A model, with what people wrote on it. */
    record Listed(String namespace, String name, String kind, Map<String, String> tags) {
        ModelName model() {
            return new ModelName(namespace, name);
        }

        Optional<String> tag(String key) {
            return Optional.ofNullable(tags.get(key));
        }
    }

    /** A version, as far as it tells whether it is good to build on. */
    record Version(
            String model,
            int number,
            String state,
            Digest digest,
            @Nullable Digest fingerprint,
            @Nullable JsonNode withdrawn) {
        boolean isUsable() {
            return state.equals("READY") && (withdrawn == null || withdrawn.isNull());
        }

        /** The same for versions that differ in nothing that an adapter could tell. */
        Digest weights() {
            return fingerprint == null ? digest : fingerprint;
        }

        String reference() {
            return model + "@" + number;
        }
    }

    private record Models(List<Listed> items, @Nullable String next) {}

    private record Versions(List<Version> items, @Nullable String next) {}

    List<Listed> models() throws InterruptedException {
        List<Listed> all = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Models page = connection.get("/models?limit=%d&cursor=%s".formatted(LIMIT, cursor), Models.class);
            all.addAll(page.items());
            cursor = page.next();
        }
        return all;
    }

    /** The newest first. */
    List<Version> versions(ModelName model) throws InterruptedException {
        List<Version> all = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            String path = "/models/%s/versions?limit=%d&cursor=%s".formatted(model, LIMIT, cursor);
            Versions page = connection.get(path, Versions.class);
            all.addAll(page.items());
            cursor = page.next();
        }
        return all;
    }
}
