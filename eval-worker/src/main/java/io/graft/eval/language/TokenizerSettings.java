package io.graft.eval.language;

import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.ConfigFile;
import io.graft.core.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What tokenizer_config.json, or else special_tokens_map.json, says beside the tokens themselves. Its {@code add_bos_token} counts
 * for nothing: as in transformers 5, which special tokens surround a text is for tokenizer.json to say.
 *
 * @param maxLength {@code model_max_length}, unless it is the number that stands for none
 */
record TokenizerSettings(
        Optional<SpecialToken> begin,
        Optional<SpecialToken> end,
        Optional<SpecialToken> pad,
        Optional<Integer> maxLength) {
    private static final String CONFIG = "tokenizer_config.json";
    private static final String SPECIAL = "special_tokens_map.json";
    private static final int MOST_TOKENS = 1 << 21;

    static TokenizerSettings read(Path folder, Tokenizer tokenizer) {
        ObjectNode config = readIfThere(folder.resolve(CONFIG));
        ObjectNode older = readIfThere(folder.resolve(SPECIAL));
        return new TokenizerSettings(
                token("bos_token", config, older, tokenizer),
                token("eos_token", config, older, tokenizer),
                token("pad_token", config, older, tokenizer),
                Optional.of(config.path("model_max_length"))
                        .filter(JsonNode::isInt)
                        .map(JsonNode::intValue));
    }

    /** Over the bytes of all files that tokens depend on. */
    static Digest digest(Path folder) {
        return Digest.of(Stream.of(Tokenizer.FILE, CONFIG, SPECIAL)
                .filter(name -> Files.isRegularFile(folder.resolve(name)))
                .map(name -> name + " " + bytesOf(folder.resolve(name)) + "\n")
                .reduce("", String::concat));
    }

    private static Optional<SpecialToken> token(String key, ObjectNode config, ObjectNode older, Tokenizer tokenizer) {
        return Stream.of(config.path(key), older.path(key))
                .flatMap(value -> text(value).stream())
                .findFirst()
                .flatMap(text -> known(text, tokenizer));
    }

    private static Optional<SpecialToken> known(String text, Tokenizer tokenizer) {
        OptionalInt id = tokenizer.vocabulary(MOST_TOKENS).row(text);
        return id.isPresent() ? Optional.of(new SpecialToken(text, id.getAsInt())) : Optional.empty();
    }

    /** A text, or an object with a text as its content. */
    private static Optional<String> text(JsonNode value) {
        return List.of(value, value.path("content")).stream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .findFirst();
    }

    private static ObjectNode readIfThere(Path file) {
        return Files.isRegularFile(file) ? ConfigFile.read(file) : JsonNodeFactory.instance.objectNode();
    }

    private static Digest bytesOf(Path file) {
        try {
            return Digest.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
