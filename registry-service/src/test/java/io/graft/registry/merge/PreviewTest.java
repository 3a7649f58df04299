package io.graft.registry.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.registry.Weights;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
    private static final Source MODEL = Source.parse("a/model@1");
    private static final Recipe RECIPE = Recipe.parse("{merge_method: linear, models: [{model: a/model@1}]}", "recipe");

    private final Map<Digest, byte[]> blobs = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void weightsThatAreElsewhereShowTheirHeaderAndTheirSizeOnly() throws Exception {
        PinnedRecipe recipe = recipe(Weights.model(1));
        try (Preview preview = Preview.of(recipe, _ -> Optional.empty(), this::bytes);
                SafetensorsFile weights =
                        SafetensorsFile.open(preview.folder(MODEL).resolve("model.safetensors"))) {
            assertThat(weights.tensors()).hasSize(2);
            assertThat(preview.folder(MODEL).resolve("model.safetensors"))
                    .hasSize(Objects.requireNonNull(Weights.model(1).get("model.safetensors")).length);
            assertThat(preview.folder(MODEL).resolve("config.json"))
                    .hasBinaryContent(Weights.model(1).get("config.json"));
        }
    }

    @Test
    void filesThatAreHereAreLinked() throws Exception {
        PinnedRecipe recipe = recipe(Weights.model(1));
        for (Map.Entry<Digest, byte[]> blob : blobs.entrySet()) {
            Files.write(folder.resolve(blob.getKey().hex()), blob.getValue());
        }
        Path shown;
        try (Preview preview = Preview.of(recipe, digest -> Optional.of(folder.resolve(digest.hex())), this::bytes)) {
            shown = preview.folder(MODEL);
            assertThat(shown.resolve("model.safetensors"))
                    .isSymbolicLink()
                    .hasBinaryContent(Weights.model(1).get("model.safetensors"));
        }
        assertThat(shown).doesNotExist();
        assertThat(folder).isDirectoryContaining(file -> Files.exists(file));
    }

    private PinnedRecipe recipe(Map<String, byte[]> files) {
        List<ArtifactFile> listed = files.entrySet().stream()
                .map(file -> new ArtifactFile(file.getKey(), file.getValue().length, keep(file.getValue())))
                .toList();
        PinnedVersion version = new PinnedVersion(
                UUID.randomUUID(),
                new ModelName("a", "model"),
                ModelKind.BASE,
                1,
                new Manifest(listed).digest(),
                Digest.of("tensors"),
                null,
                listed);
        return PinnedRecipe.of(RECIPE, _ -> version);
    }

    private Digest keep(byte[] content) {
        Digest digest = Digest.of(content);
        blobs.put(digest, content);
        return digest;
    }

    private InputStream bytes(Digest digest, long from, long length) {
        return new ByteArrayInputStream(
                Objects.requireNonNull(blobs.get(digest)), Math.toIntExact(from), Math.toIntExact(length));
    }
}
