package io.graft.eval.decoder;

import io.graft.core.GraftException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a config.json that a model's computation depends on, each read as the type it must have. What is not stated is
 * looked up in {@code text_config}, as multimodal models have it. A field may be stated to be null.
 */
record ConfigFields(String file, ObjectNode json) {
    private static final int HIGHEST = 1 << 28;

    private JsonNode find(String key) {
        JsonNode own = json.path(key);
        return own.isMissingNode() ? json.path("text_config").path(key) : own;
    }

    private Optional<JsonNode> value(String key) {
        return Optional.of(find(key)).filter(value -> !value.isMissingNode() && !value.isNull());
    }

    boolean isStated(String key) {
        return !find(key).isMissingNode();
    }

    /** The number of something, from 1 on. */
    int count(String key) {
        return value(key).map(value -> count(key, value)).orElseThrow(() -> invalid(key, "a whole number from 1 on"));
    }

    int count(String key, int otherwise) {
        return value(key).map(value -> count(key, value)).orElse(otherwise);
    }

    private int count(String key, JsonNode value) {
        return whole(key, value, 1);
    }

    /** A whole number from 0 on. */
    int index(String key, int otherwise) {
        return value(key).map(value -> whole(key, value, 0)).orElse(otherwise);
    }

    private int whole(String key, JsonNode value, int lowest) {
        if (!value.isInt() || value.intValue() < lowest || value.intValue() > HIGHEST) {
            throw invalid(key, "a whole number from %d to %d".formatted(lowest, HIGHEST));
        }
        return value.intValue();
    }

    /** A length that is {@code otherwise} if it is not stated, and 0 if it is stated to be null. */
    int length(String key, int otherwise) {
        return isStated(key) ? count(key, 0) : otherwise;
    }

    /** A number above 0. */
    double positive(String key, double otherwise) {
        return positive(key).orElse(otherwise);
    }

    OptionalDouble positive(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        double number = value.get().isNumber() ? value.get().doubleValue() : Double.NaN;
        if (!(number > 0) || Double.isInfinite(number)) {
            throw invalid(key, "a number above 0");
        }
        return OptionalDouble.of(number);
    }

    boolean flag(String key, boolean otherwise) {
        return value(key)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw invalid(key, "true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(otherwise);
    }

    Optional<String> text(String key) {
        return value(key).map(value -> {
            if (!value.isString()) {
                throw invalid(key, "a text");
            }
            return value.stringValue();
        });
    }

    Optional<List<String>> texts(String key) {
        return value(key).map(value -> {
            List<String> texts = new ArrayList<>();
            value.forEach(item -> texts.add(item.asString("")));
            if (!value.isArray()) {
                throw invalid(key, "a list of texts");
            }
            return texts;
        });
    }

    /** The fields of an object in a field. */
    Optional<ConfigFields> in(String key) {
        return value(key).map(value -> {
            if (value instanceof ObjectNode inner) {
                return new ConfigFields(file + ": " + key, inner);
            }
            throw invalid(key, "an object");
        });
    }

    GraftException invalid(String key, String expected) {
        JsonNode found = find(key);
        return DecoderError.MODEL_CONFIG_INVALID.at(
                file + ": " + key,
                "%s of %s is to be %s, but is %s"
                        .formatted(key, file, expected, found.isMissingNode() ? "missing" : "%.80s".formatted(found)),
                "Correct the field, or take the file again from where the model came from.");
    }

    GraftException unsupported(String key, String why) {
        return DecoderError.MODEL_FEATURE_UNSUPPORTED.at(
                file + ": " + key,
                "%s %.80s of %s cannot be run: %s".formatted(key, find(key), file, why),
                "Serve this model by an OpenAI-compatible server.");
    }
}
