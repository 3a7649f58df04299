package io.graft.core.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PreTokenizerTest {
    private static final String BYTES = """
            {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": %s}""";
    private static final String SPLIT = """
            {"type": "Split", "pattern": {"Regex": "%s"}, "behavior": "Isolated", "invert": false}""";
    private static final String LLAMA_3 =
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}{1,3}| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*"
                    + "|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+";

    @Test
    void patternsAreKnownByName() {
        String bytes = BYTES.formatted(false);

        assertThat(PreTokenizer.of(alone(BYTES.formatted(true)))).contains(PreTokenizer.GPT_2);
        assertThat(PreTokenizer.of(sequence(SPLIT.formatted(LLAMA_3), bytes))).contains(PreTokenizer.LLAMA_BPE);
        assertThat(PreTokenizer.of(sequence(SPLIT.formatted(LLAMA_3.replace("{1,3}", "")), bytes)))
                .contains(PreTokenizer.QWEN2);
        assertThat(PreTokenizer.of(sequence("""
                {"type": "Digits", "individual_digits": true}""", BYTES.formatted(true)))).contains(PreTokenizer.SMOLLM);
    }

    @Test
    void otherPatternsAndSentencepieceAreNot() {
        assertThat(PreTokenizer.of(sequence(SPLIT.formatted("x+"), BYTES.formatted(false))))
                .isEmpty();
        assertThat(PreTokenizer.of(sequence(SPLIT.formatted(LLAMA_3), BYTES.formatted(true))))
                .isEmpty();
        assertThat(PreTokenizer.of(alone("null"))).isEmpty();
        assertThat(PreTokenizer.of(alone("{\"type\": \"Metaspace\"}"))).isEmpty();
        assertThat(PreTokenizer.of(alone("{\"type\": \"Sequence\", \"pretokenizers\": []}")))
                .isEmpty();
    }

    @Test
    void aTokenizerThatLowersCaseIsNot() {
        JsonNode lowering = json("""
                {"normalizer": {"type": "Lowercase"}, "pre_tokenizer": %s}""".formatted(BYTES.formatted(true)));

        assertThat(PreTokenizer.of(lowering)).isEmpty();
    }

    private static JsonNode alone(String step) {
        return json("{\"normalizer\": null, \"pre_tokenizer\": %s}".formatted(step));
    }

    private static JsonNode sequence(String one, String other) {
        return json("""
                {"normalizer": {"type": "NFC"}, "pre_tokenizer": {"type": "Sequence", "pretokenizers": [%s, %s]}}
                """.formatted(one, other));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
