package io.graft.core.tokenizer;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The ids of special tokens that config.json and generation_config.json state, where another tokenizer gives them other ids. */
final class TokenIds {
    static final String GENERATION = "generation_config.json";

    private static final String SIZE = "vocab_size";

    private static final List<String> KEYS = List.of(
            "bos_token_id",
            "eos_token_id",
            "pad_token_id",
            "unk_token_id",
            "sep_token_id",
            "cls_token_id",
            "mask_token_id",
            "decoder_start_token_id",
            "forced_bos_token_id",
            "forced_eos_token_id");

    private TokenIds() {}

    /** States the ids of the model that the tokenizer is from; those that it does not state go. */
    static void take(ObjectNode config, Checkpoint tokenizer) {
        take(config, tokenizer.config()::field);
        if (config.path("text_config") instanceof ObjectNode text) {
            take(text, key -> text.has(key) ? tokenizer.config().field(key) : Optional.empty());
        }
    }

    /** The same for a generation_config.json, from that of the model or else from its config.json. */
    static byte[] generation(Path file, Checkpoint tokenizer) {
        ObjectNode generation = ConfigFile.read(file);
        take(generation, theirs(tokenizer));
        return TokenizerJson.pretty(generation);
    }

    private static Function<String, Optional<JsonNode>> theirs(Checkpoint tokenizer) {
        Path file = tokenizer.folder().resolve(GENERATION);
        if (!Files.exists(file)) {
            return tokenizer.config()::field;
        }
        ObjectNode theirs = ConfigFile.read(file);
        return key -> theirs.optional(key).filter(value -> !value.isNull());
    }

    private static void take(ObjectNode config, Function<String, Optional<JsonNode>> theirs) {
        for (String key : KEYS) {
            theirs.apply(key).ifPresentOrElse(value -> config.set(key, value), () -> config.remove(key));
        }
    }

    /** Where a config states the number of rows: in itself, and in the part that multimodal models keep for the language model. */
    static void setSize(ObjectNode config, int rows) {
        if (config.path("text_config") instanceof ObjectNode text && text.has(SIZE)) {
            text.put(SIZE, rows);
            if (!config.has(SIZE)) {
                return;
            }
        }
        config.put(SIZE, rows);
    }
}
