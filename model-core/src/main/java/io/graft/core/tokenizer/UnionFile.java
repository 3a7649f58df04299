package io.graft.core.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Writes the tokenizer.json of a union: the first model's, copied value by value, with more tokens.
 *
 * <p>All tokens get into the tokenizer's model with their ids, since the library numbers what is only an added token anew whenever
 * it reads the file. There are no merges for those of other models, and scores below all others, so that text which the first
 * model's tokenizer knew how to cut is cut the same.
 */
final class UnionFile {
    private final Path file;
    private final ResultTokens tokens;
    private final BitSet copied = new BitSet();
    private double lowestScore;

    private UnionFile(Path file, ResultTokens tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    /** The bytes of the file. */
    static byte[] bytes(Tokenizer first, ResultTokens tokens) {
        UnionFile union = new UnionFile(first.file(), tokens);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonParser from = TokenizerJson.parser(first.file());
                JsonGenerator to = TokenizerJson.generator(bytes)) {
            union.copyFile(from, to);
        } catch (JacksonException e) {
            throw TokenizerJson.invalid(first.file(), e);
        }
        return bytes.toByteArray();
    }

    private void copyFile(JsonParser from, JsonGenerator to) {
        from.nextToken();
        to.writeStartObject();
        boolean written = false;
        while (from.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = from.currentName();
            from.nextToken();
            to.writeName(key);
            switch (key) {
                case "added_tokens" -> {
                    from.skipChildren();
                    writeAdded(to);
                    written = true;
                }
                case "model" -> copyModel(from, to);
                default -> to.copyCurrentStructure(from);
            }
        }
        if (!written) {
            to.writeName("added_tokens");
            writeAdded(to);
        }
        to.writeEndObject();
    }

    private void copyModel(JsonParser from, JsonGenerator to) {
        to.writeStartObject();
        while (from.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = from.currentName();
            JsonToken value = from.nextToken();
            to.writeName(key);
            if (key.equals("vocab") && value == JsonToken.START_OBJECT) {
                copyMap(from, to);
            } else if (key.equals("vocab") && value == JsonToken.START_ARRAY) {
                copyList(from, to);
            } else {
                to.copyCurrentStructure(from);
            }
        }
        to.writeEndObject();
    }

    private void copyMap(JsonParser from, JsonGenerator to) {
        to.writeStartObject();
        while (from.nextToken() == JsonToken.PROPERTY_NAME) {
            to.writeName(from.currentName());
            from.nextToken();
            copied.set(from.getIntValue());
            to.writeNumber(from.getIntValue());
        }
        for (int id = copied.nextClearBit(0); id < tokens.vocabulary().rows(); id = copied.nextClearBit(id + 1)) {
            String token = tokens.vocabulary().token(id);
            if (token != null) {
                to.writeNumberProperty(token, id);
            }
        }
        to.writeEndObject();
    }

    private void copyList(JsonParser from, JsonGenerator to) {
        to.writeStartArray();
        int id = 0;
        for (; from.nextToken() == JsonToken.START_ARRAY; id++) {
            to.writeStartArray();
            from.nextToken();
            to.writeString(from.getString());
            from.nextToken();
            lowestScore = Math.min(lowestScore, from.getDoubleValue());
            to.copyCurrentEvent(from);
            from.nextToken();
            to.writeEndArray();
        }
        for (; id < tokens.vocabulary().rows(); id++) {
            writeScored(id, to);
        }
        to.writeEndArray();
    }

    /** A score so low that any other way to cut the same text has a higher sum. */
    private void writeScored(int id, JsonGenerator to) {
        String token = tokens.vocabulary().token(id);
        if (token == null) {
            throw TokenizerJson.invalid(file, "no token has the id %d, and later ones are there".formatted(id));
        }
        to.writeStartArray();
        to.writeString(token);
        to.writeNumber((lowestScore - 10) * (token.codePointCount(0, token.length()) + 1));
        to.writeEndArray();
    }

    private void writeAdded(JsonGenerator to) {
        to.writeStartArray();
        tokens.added().entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> id(entry.getKey())))
                .forEach(entry -> writeAdded(entry.getKey(), entry.getValue(), to));
        to.writeEndArray();
    }

    private void writeAdded(String token, AddedToken how, JsonGenerator to) {
        to.writeStartObject();
        to.writeNumberProperty("id", id(token));
        to.writeStringProperty("content", token);
        to.writeBooleanProperty("single_word", how.singleWord());
        to.writeBooleanProperty("lstrip", how.lstrip());
        to.writeBooleanProperty("rstrip", how.rstrip());
        to.writeBooleanProperty("normalized", how.normalized());
        to.writeBooleanProperty("special", how.special());
        to.writeEndObject();
    }

    private int id(String token) {
        return tokens.vocabulary().row(token).orElseThrow();
    }
}
