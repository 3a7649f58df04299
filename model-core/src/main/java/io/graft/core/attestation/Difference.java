package io.graft.core.attestation;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Folder;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.safetensors.TensorDigest;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/** A file that is not as it was signed; where it holds tensors, it is known which. */
record Difference(Folder folder, ArtifactFile file, String expected, Provenance provenance) {
    private static final int NAMED = 3;

    GraftException fault() {
        return AttestationError.ATTESTED_FILE_DIFFERS.at(
                file.path(),
                "%s has the sha256 %s, and %s was signed%s"
                        .formatted(file.path(), file.sha256().hex(), expected, tensors()),
                "Do not use it. Fetch the version anew.");
    }

    private String tensors() {
        if (!file.path().endsWith(".safetensors") || provenance.tensors() == null) {
            return "";
        }
        try (SafetensorsFile weights = SafetensorsFile.open(folder.root().resolve(file.path()))) {
            return named(weights.tensors().stream()
                    .filter(this::differs)
                    .map(Tensor::name)
                    .toList());
        } catch (GraftException e) {
            return "; it is not even a safetensors file any more: " + e.sentence();
        }
    }

    private boolean differs(Tensor tensor) {
        Provenance.TensorFacts signed = provenance.tensors().get(tensor.name());
        return signed == null
                || !Objects.equals(
                        signed.sha256(), TensorDigest.of(tensor).sha256().hex());
    }

    private static String named(List<String> tensors) {
        return switch (tensors.size()) {
            case 0 -> "; every tensor in it is as signed, its header is not";
            case 1 -> "; the tensor %s differs".formatted(tensors.getFirst());
            default ->
                "; %d tensors differ, such as %s"
                        .formatted(
                                tensors.size(), String.join(", ", tensors.subList(0, Math.min(NAMED, tensors.size()))));
        };
    }
}
