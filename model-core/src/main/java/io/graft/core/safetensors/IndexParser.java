package io.graft.core.safetensors;

import io.graft.core.GraftException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads an index once, forwards. Unknown fields are passed over, since makers of checkpoints add their own. */
final class IndexParser {
    private static final int MOST_TENSORS = 300_000;
    private static final int MOST_SHARDS = 10_000;
    private static final int MOST_CHARACTERS = 16_000_000;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}");
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNameLength(1024)
                    .maxStringLength(1_000_000)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final String file;
    private final JsonParser json;
    private final Map<String, String> files = new HashMap<>();
    private @Nullable SortedMap<String, String> weightMap;
    private @Nullable Long totalSize;
    private int characters;

    IndexParser(InputStream bytes, String file) {
        this.file = file;
        this.json = JSON.createParser(
                ObjectReadContext.empty(), new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
    }

    ShardIndex parse() {
        try (json) {
            requireObject(json.nextToken(), "The index");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                readField(json.currentName());
            }
            requireEnd();
        } catch (JacksonException e) {
            throw SafetensorsError.INDEX_INVALID.at(
                    file, "%s is not JSON as it should be: %s".formatted(file, e.getOriginalMessage()), e);
        }
        if (weightMap == null) {
            throw refusal("has no weight_map");
        }
        return new ShardIndex(file, weightMap, totalSize);
    }

    private void readField(String field) {
        JsonToken value = json.nextToken();
        switch (field) {
            case "weight_map" -> readWeightMap(value);
            case "metadata" -> readMetadata(value);
            default -> json.skipChildren();
        }
    }

    private void readMetadata(JsonToken value) {
        requireObject(value, "metadata");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            boolean size = json.currentName().equals("total_size");
            JsonToken entry = json.nextToken();
            if (size) {
                totalSize = size(entry);
            }
            json.skipChildren();
        }
    }

    /** Some versions of transformers wrote the size as a float. */
    private long size(JsonToken value) {
        if (totalSize != null) {
            throw refusal("states total_size twice");
        }
        boolean number = value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_NUMBER_FLOAT;
        double size = number ? json.getDoubleValue() : Double.NaN;
        if (!(size >= 0 && size < Long.MAX_VALUE && size == Math.rint(size))) {
            throw refusal("states a total_size that is not a number of bytes");
        }
        return value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : (long) size;
    }

    private void readWeightMap(JsonToken value) {
        if (weightMap != null) {
            throw refusal("holds weight_map twice");
        }
        requireObject(value, "weight_map");
        SortedMap<String, String> map = new TreeMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String tensor = json.currentName();
            requireBounded(map.size(), tensor);
            if (map.put(tensor, readFile(tensor)) != null) {
                throw refusal("lists the tensor %s twice".formatted(tensor));
            }
        }
        weightMap = map;
    }

    private String readFile(String tensor) {
        if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw refusal("maps the tensor %s to something other than a file's name".formatted(tensor));
        }
        return files.computeIfAbsent(json.getString(), this::safe);
    }

    private String safe(String shard) {
        if (files.size() == MOST_SHARDS) {
            throw refusal("names more than %d files".formatted(MOST_SHARDS));
        }
        String name = shard.toLowerCase(Locale.ROOT);
        if (name.endsWith(".bin") || name.endsWith(".pt") || name.endsWith(".pth")) {
            throw SafetensorsError.PICKLE_REFUSED.at(
                    file, "%s names %.80s, a pickle, which can execute code when it is loaded".formatted(file, shard));
        }
        if (!PLAIN.matcher(shard).matches() || !name.endsWith(".safetensors")) {
            throw SafetensorsError.INDEX_FILE_UNSAFE.at(
                    file,
                    "%s names \"%.80s\", which is not the plain name of a safetensors file".formatted(file, shard));
        }
        return shard;
    }

    private void requireBounded(int tensors, String next) {
        characters += next.length();
        if (tensors == MOST_TENSORS || characters > MOST_CHARACTERS) {
            throw refusal("lists more than %d tensors, or names longer than %d characters together"
                    .formatted(MOST_TENSORS, MOST_CHARACTERS));
        }
    }

    private void requireObject(@Nullable JsonToken token, String what) {
        if (token != JsonToken.START_OBJECT) {
            throw refusal("is no index: %s is not an object".formatted(what));
        }
    }

    private void requireEnd() {
        if (json.nextToken() != null) {
            throw refusal("goes on after its closing brace");
        }
    }

    private GraftException refusal(String what) {
        return SafetensorsError.INDEX_INVALID.at(file, "%s %s".formatted(file, what));
    }
}
