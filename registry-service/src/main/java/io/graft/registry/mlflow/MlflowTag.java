package io.graft.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.graft.core.GraftException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is written on a model or a version. Those whose key begins with {@link #OWN} tell in MLflow's words what it has no field
 * for, and are nobody's to write.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record MlflowTag(String key, String value) {
    static final String OWN = "registry.";

    static void requireWritable(String key) {
        if (key.startsWith(OWN)) {
            throw new GraftException(
                    MlflowError.MLFLOW_TAG_MALFORMED,
                    "key",
                    "Only the registry itself writes tags such as %s".formatted(key),
                    "Choose a key that does not begin with %s".formatted(OWN));
        }
    }

    /** In the order of their keys. */
    static List<MlflowTag> of(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> new MlflowTag(tag.getKey(), tag.getValue()))
                        .toList();
    }
}
