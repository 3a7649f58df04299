package io.graft.registry.oci;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.gguf.GgufFile;
import io.graft.registry.model.VersionBytes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What verification found out about a version, in the words of ModelPack. */
record ModelSummary(JsonNode found) {
    private static final String SCALES = "KMBTQ";
    private static final double THOUSAND = 1000;

    @Nullable
    String family() {
        return text("modelType");
    }

    ModelPackConfig.Technical technical(List<ArtifactFile> files) {
        return new ModelPackConfig.Technical(format(files), parameters(), precision(), text("quantization"));
    }

    private static @Nullable String format(List<ArtifactFile> files) {
        return files.stream()
                .filter(VersionBytes::areWeights)
                .map(file -> file.path().endsWith(GgufFile.ENDING) ? "gguf" : "safetensors")
                .findFirst()
                .orElse(null);
    }

    /** Such as {@code 6.7B}. There is no way to write less than a tenth of a thousand. */
    private @Nullable String parameters() {
        double count = found.path("parameters").asDouble(0) / THOUSAND;
        int scale = 0;
        while (count >= THOUSAND && scale < SCALES.length() - 1) {
            count /= THOUSAND;
            scale++;
        }
        return count < 0.05 ? null : String.format(Locale.ROOT, "%.1f%c", count, SCALES.charAt(scale));
    }

    /** {@code BF16} and {@code F32} are {@code bf16} and {@code fp32} there. */
    private @Nullable String precision() {
        String dtype = text("dtype");
        return dtype == null ? null : dtype.toLowerCase(Locale.ROOT).replaceFirst("^f(?=[0-9])", "fp");
    }

    private @Nullable String text(String field) {
        String text = found.path(field).asString("");
        return text.isEmpty() ? null : text;
    }
}
