package io.graft.core.conversion;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ConfigFile;
import io.graft.core.gguf.GgufArray;
import io.graft.core.gguf.GgufValue;
import io.graft.core.tokenizer.TokenizerDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The tokenizer of a model as llama.cpp keeps one: tokens, their kinds, merges, and which token is for what. */
final class TokenizerKeys {
    private static final String PREFIX = "tokenizer.ggml.";
    private static final int NORMAL = 1;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;

    private final Checkpoint model;
    private final JsonNode document;
    private final JsonNode settings;
    private final String[] tokens;
    private final Integer[] kinds;
    private final Map<String, Integer> ids = new HashMap<>();

    private TokenizerKeys(Checkpoint model, JsonNode document, int rows) {
        this.model = model;
        this.document = document;
        Path config = model.folder().resolve("tokenizer_config.json");
        this.settings = Files.isRegularFile(config) ? ConfigFile.read(config) : MissingNode.getInstance();
        this.tokens = new String[rows];
        this.kinds = new Integer[rows];
    }

    /**
     * Puts the keys of the model's tokenizer.
     *
     * @return why there are none, if there are none
     */
    static Optional<String> put(Map<String, GgufValue> metadata, Checkpoint model, int rows) {
        Optional<JsonNode> document = TokenizerDocument.read(model.folder());
        Optional<String> obstacle =
                document.map(TokenizerKeys::obstacle).orElse(Optional.of("there is no tokenizer.json"));
        if (obstacle.isPresent()) {
            metadata.put(PREFIX + "model", GgufValue.of("none"));
            return obstacle;
        }
        new TokenizerKeys(model, document.orElseThrow(), rows).put(metadata);
        return Optional.empty();
    }

    private static Optional<String> obstacle(JsonNode document) {
        if (!document.path("model").path("type").asString("").equals("BPE")) {
            return Optional.of("it is not made of byte pairs");
        }
        return PreTokenizer.of(document).isPresent()
                ? Optional.empty()
                : Optional.of("it cuts text in a way that llama.cpp has no name for, or is a sentencepiece model");
    }

    private void put(Map<String, GgufValue> metadata) {
        fill();
        metadata.put(PREFIX + "model", GgufValue.of("gpt2"));
        metadata.put(
                PREFIX + "pre",
                GgufValue.of(PreTokenizer.of(document).orElseThrow().key()));
        metadata.put(PREFIX + "tokens", GgufArray.ofTexts(Arrays.asList(tokens)));
        metadata.put(PREFIX + "token_type", GgufArray.ofNumbers(Arrays.asList(kinds)));
        metadata.put(PREFIX + "merges", GgufArray.ofTexts(merges()));
        putSpecial(metadata, "bos", "bos_token_id");
        putSpecial(metadata, "eos", "eos_token_id");
        putSpecial(metadata, "unk", "unknown_token_id");
        putSpecial(metadata, "pad", "padding_token_id");
        metadata.put(PREFIX + "add_bos_token", GgufValue.of(addsBeginning()));
        metadata.put(
                PREFIX + "add_eos_token",
                GgufValue.of(settings.path("add_eos_token").asBoolean(false)));
        chatTemplate().ifPresent(text -> metadata.put("tokenizer.chat_template", GgufValue.of(text)));
    }

    private void fill() {
        for (int id = 0; id < tokens.length; id++) {
            tokens[id] = "[PAD%d]".formatted(id);
            kinds[id] = UNUSED;
        }
        document.path("model")
                .path("vocab")
                .properties()
                .forEach(token -> fill(token.getKey(), token.getValue(), NORMAL));
        for (JsonNode added : document.path("added_tokens")) {
            boolean special = added.path("special").asBoolean(false);
            fill(added.path("content").asString(""), added.path("id"), special ? CONTROL : USER_DEFINED);
        }
    }

    private void fill(String token, JsonNode id, int kind) {
        int row = id.intValue(-1);
        if (row < 0 || row >= tokens.length) {
            throw ConversionError.TENSOR_NOT_CONVERTIBLE.at(
                    model.folder(),
                    "The token \"%.40s\" has the id %s, but the embedding has %d rows"
                            .formatted(token, id, tokens.length));
        }
        tokens[row] = token;
        kinds[row] = kind;
        ids.put(token, row);
    }

    private List<String> merges() {
        List<String> merges = new ArrayList<>();
        for (JsonNode merge : document.path("model").path("merges")) {
            merges.add(
                    merge.isArray()
                            ? merge.path(0).asString("") + " " + merge.path(1).asString("")
                            : merge.asString(""));
        }
        return merges;
    }

    private void putSpecial(Map<String, GgufValue> metadata, String role, String key) {
        JsonNode named = settings.path(role + "_token");
        Optional.ofNullable(ids.get(named.path("content").asString(named.asString(""))))
                .or(() -> configured(role + "_token_id"))
                .ifPresent(id -> metadata.put(PREFIX + key, GgufValue.of(id)));
    }

    private Optional<Integer> configured(String field) {
        return model.config()
                .field(field)
                .map(value -> value.isArray() ? value.path(0) : value)
                .filter(JsonNode::isInt)
                .map(JsonNode::intValue);
    }

    private boolean addsBeginning() {
        if (settings.path("add_bos_token").isBoolean()) {
            return settings.path("add_bos_token").booleanValue();
        }
        JsonNode processor = document.path("post_processor");
        boolean adds = processor.path("single").path(0).has("SpecialToken");
        for (JsonNode step : processor.path("processors")) {
            adds |= step.path("single").path(0).has("SpecialToken");
        }
        return adds;
    }

    private Optional<String> chatTemplate() {
        Path file = model.folder().resolve("chat_template.jinja");
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file))
                    : Optional.of(settings.path("chat_template"))
                            .filter(JsonNode::isString)
                            .map(JsonNode::stringValue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
