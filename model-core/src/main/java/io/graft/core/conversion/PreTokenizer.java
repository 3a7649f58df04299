package io.graft.core.conversion;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The ways to cut text before byte pairs are merged that llama.cpp has by name, recognised by their pattern. */
enum PreTokenizer {
    GPT_2("gpt-2", ""),
    LLAMA_BPE(
            "llama-bpe",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
    QWEN2(
            "qwen2",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

    private final String key;
    private final String pattern;

    PreTokenizer(String key, String pattern) {
        this.key = key;
        this.pattern = pattern;
    }

    String key() {
        return key;
    }

    /** What a tokenizer.json has, if it is one of these over bytes. */
    static Optional<PreTokenizer> of(JsonNode tokenizer) {
        JsonNode written = tokenizer.path("pre_tokenizer");
        JsonNode[] steps = written.has("pretokenizers") ? parts(written) : new JsonNode[] {written};
        boolean bytes = Stream.of(steps).anyMatch(step -> isType(step, "ByteLevel"));
        boolean known = Stream.of(steps).allMatch(step -> isType(step, "ByteLevel") || isType(step, "Split"));
        if (!bytes || !known || steps.length > 2) {
            return Optional.empty();
        }
        String pattern = Stream.of(steps)
                .filter(step -> isType(step, "Split"))
                .map(step -> step.path("pattern").path("Regex").asString("?"))
                .findFirst()
                .orElse("");
        return Arrays.stream(values())
                .filter(one -> one.pattern.equals(pattern))
                .findFirst();
    }

    private static JsonNode[] parts(JsonNode sequence) {
        return StreamSupport.stream(sequence.path("pretokenizers").spliterator(), false)
                .toArray(JsonNode[]::new);
    }

    private static boolean isType(JsonNode step, String type) {
        return step.path("type").asString("").equals(type);
    }
}
