package io.graft.core.checkpoint;

import io.graft.core.GraftException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small JSON object that configures something, such as config.json or adapter_config.json. Read strictly: no duplicate keys, no
 * excess in size or depth, nothing after the end. NaN and Infinity are let through, because Python writes them.
 */
public final class ConfigFile {
    private static final int MOST_BYTES = 4 << 20;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxTokenCount(200_000)
                            .maxNumberLength(400)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private ConfigFile() {}

    public static ObjectNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw CheckpointError.CONFIG_MISSING.at(file, "%s does not exist".formatted(file));
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return read(bytes, file.toString());
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /**
     * Reads the whole stream.
     *
     * @param file how to call it in errors
     */
    public static ObjectNode read(InputStream bytes, String file) {
        try {
            return object(file, JSON.readTree(text(bytes.readNBytes(MOST_BYTES + 1), file)));
        } catch (JacksonException e) {
            throw CheckpointError.CONFIG_INVALID.at(
                    file,
                    "%s is not JSON as it should be: %s, at line %d".formatted(file, e.getOriginalMessage(), line(e)),
                    e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The object with sorted keys and without spaces: equal for equal content. */
    static String canonical(JsonNode object) {
        return JSON.writeValueAsString(object);
    }

    private static String text(byte[] bytes, String file) {
        if (bytes.length > MOST_BYTES) {
            throw CheckpointError.CONFIG_TOO_LARGE.at(file, "%s holds more than %d bytes".formatted(file, MOST_BYTES));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw CheckpointError.CONFIG_INVALID.at(file, "%s is not UTF-8".formatted(file), e);
        }
    }

    private static ObjectNode object(String file, JsonNode json) {
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw CheckpointError.CONFIG_INVALID.at(
                file,
                "%s is not a JSON object, but %.40s".formatted(file, json.isMissingNode() ? "empty" : json.toString()));
    }

    private static GraftException unreadable(String file, IOException cause) {
        return CheckpointError.CHECKPOINT_UNREADABLE.at(
                file, "%s cannot be read: %s".formatted(file, cause.getMessage()), cause);
    }

    private static int line(JacksonException fault) {
        return fault.getLocation() == null ? 1 : fault.getLocation().getLineNr();
    }
}
