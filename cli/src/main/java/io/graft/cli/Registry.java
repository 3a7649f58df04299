package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.attestation.Envelope;
import io.graft.core.job.Progress;
import io.graft.core.preflight.Finding;
import io.graft.core.recipe.Source;
import io.graft.core.transfer.UploadPlan;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The registry's REST interface, as far as the command line uses it. */
final class Registry {
    private final RegistryConnection connection;

    Registry(URI address) {
        this.connection = new RegistryConnection(address);
    }

    record NewModel(String namespace, String name, String kind) {}

    private record Tag(String value) {}

    record NewVersion(
            List<ArtifactFile> files,
            @Nullable String base,
            @Nullable JsonNode trainingFacts) {}

    /** A version whose bytes are on their way. */
    record Begun(int number, List<UploadPlan> uploads) {}

    record Version(
            String model,
            String kind,
            int number,
            String state,
            Digest digest,
            long size,
            List<ArtifactFile> files,
            List<Finding> findings,
            @Nullable JsonNode trainingFacts,
            @Nullable MadeBy merge,
            @Nullable String evictedAt) {
        /** Whether its weights have to be made again before they can be fetched. */
        boolean isEvicted() {
            return evictedAt != null;
        }

        String reference() {
            return model + "@" + number;
        }
    }

    /** @param publicKey SubjectPublicKeyInfo in Base64 */
    record PublicKey(String keyId, String publicKey) {}

    /** The merge that made a version. */
    record MadeBy(UUID id) {}

    record NewPreflight(String recipeText) {}

    /**
     * A merge to be asked for.
     *
     * @param parts how many of the registry's workers may share it; null for one
     * @param shardBytes how large a file of weights may grow; null for what is usual
     */
    record NewMerge(
            String recipeText,
            String output,
            @Nullable Integer parts,
            @Nullable Long shardBytes) {
        static NewMerge of(String recipe, ModelName output) {
            return new NewMerge(recipe, output.toString(), null, null);
        }
    }

    record Input(String reference, String version, Digest digest) {}

    record Preflight(List<Finding> findings, List<Input> inputs) {}

    record Failure(String code, String where, String message, String remedy) {}

    record Merge(
            UUID id,
            String state,
            Digest recipeId,
            String output,
            @Nullable Integer version,
            List<Input> inputs,
            @Nullable Progress progress,
            @Nullable Failure error) {
        boolean ended() {
            return !state.equals("QUEUED") && !state.equals("RUNNING");
        }
    }

    record Edge(String from, String to, String relation) {}

    record Lineage(List<Edge> edges) {}

    /** Makes the model, unless it is there. */
    void ensureModel(NewModel model) throws InterruptedException {
        try {
            connection.post("/models", model, JsonNode.class);
        } catch (GraftException e) {
            if (!e.code().name().equals("MODEL_EXISTS")) {
                throw e;
            }
        }
    }

    /** Writes a tag on a model. */
    JsonNode tag(ModelName model, String key, String value) throws InterruptedException {
        return connection.put("/models/%s/tags/%s".formatted(model, key), new Tag(value), JsonNode.class);
    }

    JsonNode untag(ModelName model, String key) throws InterruptedException {
        return connection.delete("/models/%s/tags/%s".formatted(model, key), JsonNode.class);
    }

    /** Begins a version, or finds the same one that was begun before. */
    Begun begin(ModelName model, NewVersion version) throws InterruptedException {
        return connection.post("/models/%s/versions".formatted(model), version, Begun.class);
    }

    /** What is still to be sent, with fresh URLs. */
    Begun uploads(ModelName model, int number) throws InterruptedException {
        return connection.get("/models/%s/versions/%d/uploads".formatted(model, number), Begun.class);
    }

    /** Has the bytes of a version verified; empty while that goes on. */
    Optional<Version> complete(ModelName model, int number) throws InterruptedException {
        Version version =
                connection.post("/models/%s/versions/%d/complete".formatted(model, number), null, Version.class);
        return version.state().equals("PENDING") ? Optional.empty() : Optional.of(version);
    }

    Version version(Source.Registered name) throws InterruptedException {
        return connection.get(RegistryConnection.path(name), Version.class);
    }

    URI file(Version version, ArtifactFile file) {
        return connection.at(
                "/models/%s/versions/%d/files/%s".formatted(version.model(), version.number(), file.path()));
    }

    /** The signed provenance of a version, as it was signed. */
    Envelope provenance(Version version) throws InterruptedException {
        return connection.get(
                "/models/%s/versions/%d/provenance".formatted(version.model(), version.number()), Envelope.class);
    }

    /** What the registry's signatures are checked with, the newest first. */
    List<PublicKey> keys() throws InterruptedException {
        return List.of(connection.get("/keys", PublicKey[].class));
    }

    Preflight preflight(String recipe) throws InterruptedException {
        return connection.post("/merges/preflight", new NewPreflight(recipe), Preflight.class);
    }

    /** Asks for a merge, or finds the one that did the same. */
    Merge merge(NewMerge wanted) throws InterruptedException {
        return connection.post("/merges", wanted, Merge.class);
    }

    Merge merge(UUID id) throws InterruptedException {
        return connection.get("/merges/" + id, Merge.class);
    }

    Lineage lineage(Version version) throws InterruptedException {
        String path = "/models/%s/versions/%d/lineage?direction=up".formatted(version.model(), version.number());
        return connection.get(path, Lineage.class);
    }
}
