package io.graft.registry.model;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.quantization.Dequantisation;
import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorDigest;
import io.graft.core.safetensors.TensorInfo;
import io.graft.registry.storage.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Draws the outline of a version into a folder: its JSON files, and its weights as files of the right names, shapes and lengths
 * whose data is a hole that takes no space, but for what describes other tensors. All that can be told from headers can be told from it, by the code that would read
 * the real thing.
 */
@Component
class Outlines {
    private static final long LARGEST_JSON = 64 << 20;
    private final Tensors tensors;
    private final Blobs blobs;

    Outlines(Tensors tensors, Blobs blobs) {
        this.tensors = tensors;
        this.blobs = blobs;
    }

    void draw(List<ArtifactFile> files, Path folder) throws IOException {
        for (ArtifactFile file : files) {
            if (Tensors.areIn(file)) {
                drawWeights(file, target(file, folder));
            } else if (file.path().endsWith(".json") && file.size() <= LARGEST_JSON) {
                copy(file, target(file, folder));
            }
        }
    }

    private static Path target(ArtifactFile file, Path folder) throws IOException {
        Path target = folder.resolve(file.path());
        Files.createDirectories(target.getParent());
        return target;
    }

    private void copy(ArtifactFile file, Path target) throws IOException {
        try (InputStream bytes = blobs.open(file.sha256())) {
            Files.copy(bytes, target);
        }
    }

    private void drawWeights(ArtifactFile file, Path target) throws IOException {
        List<TensorInfo> plan = plan(tensors.of(file.sha256()));
        byte[] header = SafetensorsWriter.header(plan, Map.of());
        long end = plan.isEmpty() ? 0 : plan.getLast().end();
        try (RandomAccessFile weights = new RandomAccessFile(target.toFile(), "rw")) {
            weights.write(header);
            weights.setLength(header.length + end);
            for (TensorInfo tensor : plan) {
                if (Dequantisation.describes(tensor)) {
                    weights.seek(header.length + tensor.begin());
                    weights.write(bytes(file.sha256(), file.size() - end + tensor.begin(), tensor.bytes()));
                }
            }
        }
    }

    /** What says the shape of a quantised weight is needed to tell whether an adapter fits it. */
    private byte[] bytes(Digest file, long from, long length) throws IOException {
        try (InputStream bytes = blobs.open(file, from, length)) {
            return bytes.readAllBytes();
        }
    }

    private static List<TensorInfo> plan(List<TensorDigest> tensors) {
        List<TensorInfo> plan = new ArrayList<>();
        long begin = 0;
        for (TensorDigest tensor : tensors) {
            TensorInfo info = TensorInfo.at(begin, tensor.name(), tensor.dtype(), tensor.shape());
            plan.add(info);
            begin = info.end();
        }
        return plan;
    }
}
