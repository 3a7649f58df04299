package io.graft.core.tokenizer;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the tokens of a tokenizer, one after the other; merges and the rest are passed over. */
final class TokenizerReader {
    private static final Set<String> KINDS = Set.of("BPE", "WordPiece", "WordLevel", "Unigram");
    private static final Set<String> FIELDS =
            Set.of("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");

    private final Path file;
    private final TokenTable tokens = new TokenTable();

    private TokenizerReader(Path file) {
        this.file = file;
    }

    static Tokenizer read(Path file) {
        TokenizerReader reader = new TokenizerReader(file);
        try (JsonParser json = TokenizerJson.parser(file)) {
            reader.readFile(json);
        } catch (JacksonException e) {
            throw TokenizerJson.invalid(file, e);
        }
        Additions.read(file.resolveSibling(""), reader.tokens);
        return reader.tokens.tokenizer(file);
    }

    private void readFile(JsonParser json) {
        require(json.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "added_tokens" -> readAdded(json);
                case "model" -> readModel(json);
                default -> json.skipChildren();
            }
        }
        require(json.nextToken() == null, "something follows its end");
    }

    private void readAdded(JsonParser json) {
        require(
                json.currentToken() == JsonToken.START_ARRAY || json.currentToken() == JsonToken.VALUE_NULL,
                "added_tokens is not a list");
        while (json.currentToken() != JsonToken.VALUE_NULL && json.nextToken() == JsonToken.START_OBJECT) {
            readAddedToken(json);
        }
    }

    private void readAddedToken(JsonParser json) {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            if (json.nextToken().isScalarValue() && FIELDS.contains(key)) {
                fields.put(key, json.getString());
            } else {
                json.skipChildren();
            }
        }
        tokens.putAdded(
                file,
                fields.getOrDefault("content", ""),
                TokenTable.id(fields.getOrDefault("id", "")),
                AddedToken.of(flag -> Boolean.parseBoolean(fields.get(flag))));
    }

    private void readModel(JsonParser json) {
        require(json.currentToken() == JsonToken.START_OBJECT, "its model is not an object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (key.equals("type") && value == JsonToken.VALUE_STRING) {
                requireKnown(json.getString());
            } else if (key.equals("vocab") && value == JsonToken.START_OBJECT) {
                readMap(json);
            } else if (key.equals("vocab") && value == JsonToken.START_ARRAY) {
                readList(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void readMap(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String token = json.currentName();
            require(json.nextToken() == JsonToken.VALUE_NUMBER_INT, "a token's id is not a whole number");
            tokens.put(file, token, json.getIntValue());
        }
    }

    /** A list of pairs of a token and its score; the place in the list is the id. */
    private void readList(JsonParser json) {
        for (int id = 0; json.nextToken() == JsonToken.START_ARRAY; id++) {
            require(json.nextToken() == JsonToken.VALUE_STRING, "a token of its list is not a text");
            tokens.put(file, json.getString(), id);
            require(json.nextToken().isNumeric() && json.nextToken() == JsonToken.END_ARRAY, "a token has no score");
        }
    }

    private void requireKnown(String kind) {
        if (!KINDS.contains(kind)) {
            throw TokenizerError.TOKENIZER_UNSUPPORTED.at(
                    file,
                    "%s is a tokenizer of the kind %.40s".formatted(file, kind),
                    "Use a model whose tokenizer is of one of the kinds BPE, WordPiece, WordLevel and Unigram.");
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw TokenizerJson.invalid(file, otherwise);
        }
    }
}
