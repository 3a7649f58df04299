package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.registry.model.ModelName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A suite as a client sends it: task files and data, as text or as bytes in Base64.
 *
 * @param name {@code namespace/name}
 */
record NewSuite(ModelName name, @Nullable String description, List<File> files) {
    /** Parquet files of whole benchmarks are a tenth of this. */
    private static final long MOST_BYTES = 256L << 20;

    record File(
            String path, @Nullable String text, @Nullable String base64) {
        private byte[] bytes() {
            if (text != null && base64 == null) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            if (base64 != null && text == null) {
                return decoded(base64);
            }
            throw refused("The file has to have either \"text\" or \"base64\"");
        }

        private byte[] decoded(String content) {
            try {
                return Base64.getDecoder().decode(content);
            } catch (IllegalArgumentException e) {
                throw refused("The file's content is not Base64");
            }
        }

        private GraftException refused(String why) {
            return new GraftException(
                    EvaluationError.SUITE_FILE_WITHOUT_CONTENT, path, why, "Send its text, or its bytes in Base64.");
        }
    }

    String describedAs() {
        return description == null ? "" : description;
    }

    /** By path. */
    Map<String, byte[]> contents() {
        Map<String, byte[]> contents = new TreeMap<>();
        for (File file : files) {
            if (contents.put(file.path(), file.bytes()) != null) {
                throw new GraftException(
                        EvaluationError.SUITE_FILE_TWICE,
                        file.path(),
                        "The suite has two files %s".formatted(file.path()),
                        "Send each file once.");
            }
        }
        return requireSmall(contents);
    }

    static Map<String, byte[]> requireSmall(Map<String, byte[]> contents) {
        long bytes =
                contents.values().stream().mapToLong(content -> content.length).sum();
        if (bytes > MOST_BYTES) {
            throw new GraftException(
                    EvaluationError.SUITE_FILES_TOO_LARGE,
                    "files",
                    "The suite's files have %d bytes together, and may have %d".formatted(bytes, MOST_BYTES),
                    "Cut the suite into several, or keep its data as Parquet.");
        }
        return contents;
    }
}
