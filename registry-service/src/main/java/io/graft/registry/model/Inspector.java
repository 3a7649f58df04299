package io.graft.registry.model;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.preflight.Finding;
import io.graft.core.safetensors.TensorDigest;
import io.graft.registry.storage.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Looks at what verified bytes say: whether they are the model or adapter that they are registered as. */
@Component
class Inspector {
    private final ModelVersions versions;
    private final Catalog catalog;
    private final Tensors tensors;
    private final Blobs blobs;

    Inspector(ModelVersions versions, Catalog catalog, Tensors tensors, Blobs blobs) {
        this.versions = versions;
        this.catalog = catalog;
        this.tensors = tensors;
        this.blobs = blobs;
    }

    Inspection inspect(UUID id) {
        ModelVersion version = versions.findById(id).orElseThrow();
        List<ArtifactFile> files = catalog.files(id);
        try {
            return switch (version.kind()) {
                case BASE, MERGED -> whole(files);
                case ADAPTER -> new Inspection(null, Map.of(), List.of());
            };
        } catch (GraftException e) {
            if (e.code().fault() == Fault.ENVIRONMENT) {
                throw e;
            }
            return Inspection.refused(List.of(Finding.of(e)));
        }
    }

    private Inspection whole(List<ArtifactFile> files) {
        ModelConfig config = config(files);
        List<TensorDigest> content = files.stream()
                .filter(Tensors::areIn)
                .flatMap(file -> tensors.of(file.sha256()).stream())
                .toList();
        Map<String, Object> summary = new LinkedHashMap<>();
        config.architecture().ifPresent(name -> summary.put("architecture", name));
        config.modelType().ifPresent(name -> summary.put("modelType", name));
        config.layers().ifPresent(count -> summary.put("layers", count));
        config.dtype().ifPresent(dtype -> summary.put("dtype", dtype.name()));
        config.quantization().ifPresent(method -> summary.put("quantization", method));
        summary.put(
                "parameters",
                content.stream().mapToLong(tensor -> tensor.shape().elements()).sum());
        return new Inspection(Fingerprint.of(content, config), summary, List.of());
    }

    private ModelConfig config(List<ArtifactFile> files) {
        ArtifactFile file = files.stream()
                .filter(candidate -> candidate.path().equals(ModelConfig.FILE))
                .findFirst()
                .orElseThrow(() -> new GraftException(
                        ModelError.CONFIG_MISSING,
                        ModelConfig.FILE,
                        "A model comes with its %s".formatted(ModelConfig.FILE),
                        "Create another version with that file."));
        try (InputStream bytes = blobs.open(file.sha256())) {
            return ModelConfig.read(bytes, file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
