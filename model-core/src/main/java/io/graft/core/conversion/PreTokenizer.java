package io.graft.core.conversion;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The ways to cut text before byte pairs are merged that llama.cpp has by name, recognised by their pattern. */
enum PreTokenizer {
    GPT_2("gpt-2", "ByteLevel", ""),
    SMOLLM("smollm", "Digits", ""),
    LLAMA_BPE(
            "llama-bpe",
            "Split",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
    QWEN2(
            "qwen2",
            "Split",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
    TEKKEN(
            "tekken",
            "Split",
            "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
                    + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
                    + "|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

    private final String key;
    private final String first;
    private final String pattern;

    PreTokenizer(String key, String first, String pattern) {
        this.key = key;
        this.first = first;
        this.pattern = pattern;
    }

    String key() {
        return key;
    }

    /** What a tokenizer.json has, if it is one of these over bytes, and changes no text before but to compose letters. */
    static Optional<PreTokenizer> of(JsonNode tokenizer) {
        JsonNode normalizer = tokenizer.path("normalizer");
        List<JsonNode> steps = steps(tokenizer.path("pre_tokenizer"));
        boolean plain = normalizer.isNull()
                || normalizer.isMissingNode()
                || type(normalizer).equals("NFC");
        return Arrays.stream(values())
                .filter(one -> plain && one.steps() == steps.size() && one.has(steps.getFirst(), steps.getLast()))
                .findFirst();
    }

    private int steps() {
        return this == GPT_2 ? 1 : 2;
    }

    private boolean has(JsonNode cut, JsonNode bytes) {
        return type(cut).equals(first)
                && type(bytes).equals("ByteLevel")
                && !bytes.path("add_prefix_space").asBoolean(true)
                && bytes.path("use_regex").asBoolean(true) == pattern.isEmpty()
                && cut.path("pattern").path("Regex").asString("").equals(pattern)
                && (this != SMOLLM || cut.path("individual_digits").asBoolean(false));
    }

    private static List<JsonNode> steps(JsonNode written) {
        return written.has("pretokenizers")
                ? StreamSupport.stream(written.path("pretokenizers").spliterator(), false)
                        .toList()
                : List.of(written);
    }

    private static String type(JsonNode step) {
        return step.path("type").asString("");
    }
}
