package io.graft.registry.model;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.AdapterConfig;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ConfigFile;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.core.safetensors.TensorDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Looks at what verified bytes say: whether they are the model or adapter that they are registered as. */
@Component
class Inspector {
    private final ModelVersions versions;
    private final Catalog catalog;
    private final Tensors tensors;
    private final Outlines outlines;

    Inspector(ModelVersions versions, Catalog catalog, Tensors tensors, Outlines outlines) {
        this.versions = versions;
        this.catalog = catalog;
        this.tensors = tensors;
        this.outlines = outlines;
    }

    Inspection inspect(UUID id) {
        ModelVersion version = versions.findById(id).orElseThrow();
        List<ArtifactFile> files = catalog.files(id);
        try (Sketch sketch = Sketch.begin()) {
            Path folder = sketch.part(version.kind().word());
            outlines.draw(files, folder);
            return switch (version.kind()) {
                case BASE, MERGED -> model(files, folder, sketch);
                case ADAPTER -> adapter(files, version.baseId(), folder, sketch);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Inspection model(List<ArtifactFile> files, Path folder, Sketch sketch) {
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            List<TensorDigest> content = content(files);
            Digest fingerprint = Fingerprint.of(content, checkpoint.config());
            return new Inspection(fingerprint, summary(checkpoint.config(), content), warnings(checkpoint.config()));
        } catch (GraftException e) {
            return Inspection.refused(List.of(sketch.finding(lasting(e), Severity.ERROR)));
        }
    }

    /** What Graft cannot merge yet can be kept all the same; its owner is told. */
    private Inspection adapter(List<ArtifactFile> files, Optional<UUID> base, Path folder, Sketch sketch)
            throws IOException {
        Path baseFolder = sketch.part("base");
        outlines.draw(catalog.files(base.orElseThrow()), baseFolder);
        List<Finding> findings = new ArrayList<>();
        try (Adapter adapter = Adapter.open(folder);
                Checkpoint checkpoint = Checkpoint.open(baseFolder)) {
            adapter.changes(checkpoint);
        } catch (GraftException e) {
            boolean unsupported = lasting(e).code().fault() == Fault.UNSUPPORTED;
            findings.add(sketch.finding(e, unsupported ? Severity.WARNING : Severity.ERROR));
        }
        boolean failed = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        Map<String, Object> summary =
                failed ? Map.of() : summary(ConfigFile.read(folder.resolve(AdapterConfig.FILE)), content(files));
        return new Inspection(null, summary, findings);
    }

    /** Only what would be found again next time may decide on a version. */
    private static GraftException lasting(GraftException error) {
        if (error.code().fault() == Fault.ENVIRONMENT) {
            throw error;
        }
        return error;
    }

    private List<TensorDigest> content(List<ArtifactFile> files) {
        return files.stream()
                .filter(Tensors::areIn)
                .flatMap(file -> tensors.of(file.sha256()).stream())
                .toList();
    }

    private static Map<String, Object> summary(ModelConfig config, List<TensorDigest> content) {
        Map<String, Object> summary = new LinkedHashMap<>();
        config.architecture().ifPresent(name -> summary.put("architecture", name));
        config.modelType().ifPresent(name -> summary.put("modelType", name));
        config.layers().ifPresent(count -> summary.put("layers", count));
        config.dtype().ifPresent(dtype -> summary.put("dtype", dtype.name()));
        config.quantization().ifPresent(method -> summary.put("quantization", method));
        summary.put("parameters", parameters(content));
        return summary;
    }

    private static Map<String, Object> summary(ObjectNode config, List<TensorDigest> content) {
        Map<String, Object> summary = new LinkedHashMap<>();
        Map.of(
                        "peft_type", "method",
                        "r", "rank",
                        "lora_alpha", "alpha",
                        "use_rslora", "rankStabilised",
                        "target_modules", "targetModules",
                        "base_model_name_or_path", "baseModel")
                .forEach((theirs, ours) -> {
                    if (config.hasNonNull(theirs)) {
                        summary.put(ours, config.get(theirs));
                    }
                });
        content.stream()
                .findFirst()
                .ifPresent(tensor -> summary.put("dtype", tensor.dtype().name()));
        summary.put("parameters", parameters(content));
        return summary;
    }

    private static long parameters(List<TensorDigest> content) {
        return content.stream().mapToLong(tensor -> tensor.shape().elements()).sum();
    }

    private static List<Finding> warnings(ModelConfig config) {
        return config
                .quantization()
                .map(method -> new Finding(
                        "BASE_QUANTISED",
                        Severity.WARNING,
                        ModelConfig.FILE,
                        "The weights are quantised by %s; adapters cannot be merged into them exactly"
                                .formatted(method),
                        "Register the unquantised model and merge into that."))
                .stream()
                .toList();
    }
}
