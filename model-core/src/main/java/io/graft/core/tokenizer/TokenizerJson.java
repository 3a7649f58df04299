package io.graft.core.tokenizer;

import io.graft.core.GraftException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON as tokenizers have it: read as a stream, since a tokenizer.json holds millions of values, and written as Python does. */
final class TokenizerJson {
    /** Twice the largest tokenizer.json in use. */
    private static final int MOST_BYTES = 64 << 20;

    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MOST_BYTES)
                            .maxNestingDepth(64)
                            .maxStringLength(8 << 20)
                            .maxNumberLength(400)
                            .build())
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .build())
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();
    private static final ObjectWriter WRITER = JSON.writer()
            .with(new DefaultPrettyPrinter(
                            DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectNameValueSpacing(Spacing.AFTER))
                    .withObjectIndenter(INDENT)
                    .withArrayIndenter(INDENT));
    private static final String AGAIN = "Take the file again from where the model came from.";

    private TokenizerJson() {}

    static JsonParser parser(Path file) {
        try {
            return JSON.createParser(Files.newInputStream(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static JsonNode tree(Path file) {
        return JSON.readTree(bytes(file));
    }

    /** A generator whose output is the same on every machine. */
    static JsonGenerator generator(OutputStream to) {
        return WRITER.createGenerator(to);
    }

    static byte[] pretty(Object tree) {
        return WRITER.writeValueAsBytes(tree);
    }

    /** The content of a small file, which is not read further than its limit. */
    static byte[] bytes(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw tooLarge(file);
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static GraftException tooLarge(Path file) {
        return TokenizerError.TOKENIZER_TOO_LARGE.at(
                file,
                "%s holds more than %d bytes".formatted(file, MOST_BYTES),
                "Check that this file belongs to a tokenizer at all.");
    }

    private static GraftException unreadable(Path file, IOException cause) {
        return TokenizerError.TOKENIZER_UNREADABLE.at(
                file,
                "%s cannot be read: %s".formatted(file, cause.getMessage()),
                "Check the disk and the permissions of the folder, then try again.",
                cause);
    }

    static GraftException invalid(Path file, String what) {
        return TokenizerError.TOKENIZER_INVALID.at(file, "%s is no tokenizer: %s".formatted(file, what), AGAIN);
    }

    static GraftException invalid(Path file, JacksonException fault) {
        int line = fault.getLocation() == null ? 1 : fault.getLocation().getLineNr();
        return TokenizerError.TOKENIZER_INVALID.at(
                file,
                "%s is not JSON as it should be: %s, at line %d".formatted(file, fault.getOriginalMessage(), line),
                AGAIN,
                fault);
    }
}
