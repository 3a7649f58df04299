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
import io.graft.core.preflight.FindingCode;
import io.graft.core.preflight.Severity;
import io.graft.core.preflight.Training;
import io.graft.core.preflight.Tuned;
import io.graft.core.preflight.TuningCheck;
import io.graft.core.quantization.Dequantisation;
import io.graft.core.safetensors.TensorDigest;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
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
            Inspection found =
                    switch (version.kind()) {
                        case BASE, MERGED -> model(files, folder, sketch);
                        case ADAPTER -> adapter(files, version.baseId(), folder, sketch);
                    };
            return found.with(trained(version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the base of an adapter is quantised as it was in training, and how long the chain is, is seen where it is merged. */
    private static List<Finding> trained(ModelVersion version) {
        return version.trainingFacts()
                .map(JsonMapper.shared()::readTree)
                .map(Training::new)
                .map(facts -> new Tuned("trainingFacts", version.kind() == ModelKind.ADAPTER, facts, 1, true))
                .map(TuningCheck::of)
                .orElse(List.of());
    }

    private Inspection model(List<ArtifactFile> files, Path folder, Sketch sketch) {
        try (Checkpoint checkpoint = Dequantisation.outline(folder)) {
            ModelConfig config = checkpoint.stored().config();
            Digest fingerprint = Fingerprint.of(content(files), config);
            return new Inspection(fingerprint, summary(config, checkpoint), warnings(config, checkpoint));
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
                Checkpoint checkpoint = Dequantisation.outline(baseFolder)) {
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

    private static Map<String, Object> summary(ModelConfig config, Checkpoint checkpoint) {
        Map<String, Object> summary = new LinkedHashMap<>();
        config.architecture().ifPresent(name -> summary.put("architecture", name));
        config.modelType().ifPresent(name -> summary.put("modelType", name));
        config.layers().ifPresent(count -> summary.put("layers", count));
        config.dtype().ifPresent(dtype -> summary.put("dtype", dtype.name()));
        config.quantization().ifPresent(method -> summary.put("quantization", method));
        summary.put(
                "parameters", parameters(checkpoint.tensors().values().stream().map(Tensor::shape)));
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
        summary.put("parameters", parameters(content.stream().map(TensorDigest::shape)));
        return summary;
    }

    private static long parameters(Stream<Shape> shapes) {
        return shapes.mapToLong(Shape::elements).sum();
    }

    private static List<Finding> warnings(ModelConfig config, Checkpoint checkpoint) {
        return config
                .quantization()
                .map(
                        method -> FindingCode.BASE_QUANTISED.at(
                                ModelConfig.FILE,
                                "The weights are quantised by %s; %s"
                                        .formatted(
                                                method,
                                                Dequantisation.of(checkpoint).isPresent()
                                                        ? "a merge dequantises them first, and its result is as large as the original"
                                                        : "they cannot be dequantised, and nothing can be merged into them"),
                                "Register the unquantised model as well, and measure which of them an adapter is better merged into."))
                .stream()
                .toList();
    }
}
