package io.graft.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ConfigFile;
import io.graft.core.tokenizer.TokenizerSetting.Origin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of the result. That others read a union as it is meant was tried by hand with tokenizers 0.23 and transformers 5.18, on
 * pairs of byte-level BPE, Unigram, WordPiece and WordLevel tokenizers of 26 to 303 tokens that tokenizers trained on an English and
 * a German text: both libraries gave every token the id that the union gives it, found the other model's added tokens in a text, and
 * cut 600 texts into the same tokens as the first model's tokenizer, but for words that WordLevel did not know before.
 */
class ResultFilesTest {
    @TempDir
    Path room;

    private final SequencedMap<String, Checkpoint> models = new LinkedHashMap<>();

    @BeforeEach
    void saveTwoModels() throws IOException {
        models.put("base", TinyModel.padded(room.resolve("base"), 1, 4, "a", "b", "<end>"));
        models.put("chat", TinyModel.of(room.resolve("chat"), 2, "<start>", "a", "c", "b", "<end>"));
    }

    @AfterEach
    void close() {
        models.values().forEach(Checkpoint::close);
    }

    @Test
    void everyTokenOfAUnionHasItsIdInTheModelAndAddedTokensStaySpecial() {
        JsonNode tokenizer = json(union().companions(), "tokenizer.json");

        assertThat(tokenizer.at("/model/vocab").toString()).isEqualTo("""
                {"a":0,"b":1,"<end>":2,"<start>":3,"c":4}""");
        assertThat(tokenizer.at("/added_tokens/0").toString()).isEqualTo("""
                {"id":2,"content":"<end>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}""");
        assertThat(tokenizer.at("/added_tokens/1/content").asString()).isEqualTo("<start>");
        assertThat(tokenizer.at("/added_tokens/1/id").asInt()).isEqualTo(3);
        assertThat(tokenizer.at("/pre_tokenizer/type").asString()).isEqualTo("Whitespace");
    }

    @Test
    void tokensOfAScoredListAreAppendedWithScoresBelowAllOthers() throws IOException {
        TinyModel.write(room.resolve("base"), "tokenizer.json", """
                {"added_tokens": [{"id": 2, "content": "<end>", "special": true}],
                 "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["b", -4.5]]}}
                """);

        JsonNode vocabulary = json(union().companions(), "tokenizer.json").at("/model/vocab");

        assertThat(vocabulary.toString())
                .startsWith("[[\"<unk>\",0.0],[\"b\",-4.5],[\"<end>\",-87.0],[\"<start>\",")
                .endsWith("[\"a\",-29.0],[\"c\",-29.0]]");
    }

    @Test
    void theConfigOfTheTokenizerNamesTheAddedTokensIfItDidSoBefore() throws IOException {
        TinyModel.write(room.resolve("base"), "tokenizer_config.json", """
                {"eos_token": "<end>", "added_tokens_decoder": {"2": {"content": "<end>", "special": true}}}
                """);

        JsonNode config = json(union().companions(), "tokenizer_config.json");

        assertThat(config.at("/added_tokens_decoder/3/content").asString()).isEqualTo("<start>");
        assertThat(config.at("/added_tokens_decoder/3/special").asBoolean()).isTrue();
        assertThat(config.path("added_tokens_decoder").size()).isEqualTo(2);
        assertThat(config.path("eos_token").asString()).isEqualTo("<end>");
    }

    @Test
    void aUnionLeavesBehindWhatHoldsTheOldTokensInOlderForms() throws IOException {
        for (String file : new String[] {"vocab.json", "merges.txt", "tokenizer.model", "generation_config.json"}) {
            TinyModel.write(room.resolve("base"), file, "{}");
        }

        assertThat(union().companions())
                .containsOnlyKeys("generation_config.json", "tokenizer.json", "tokenizer_config.json");
    }

    @Test
    void aUnionIsTheSameBytesEveryTime() {
        assertThat(union().companions().get("tokenizer.json"))
                .isEqualTo(union().companions().get("tokenizer.json"));
    }

    @Test
    void anotherModelsTokenizerComesWithItsFilesAndTheIdsOfItsSpecialTokens() throws IOException {
        TinyModel.write(room.resolve("base"), "special_tokens_map.json", "{}");
        TinyModel.write(room.resolve("base"), "generation_config.json", """
                {"eos_token_id": 1, "pad_token_id": 1, "temperature": 0.5}
                """);
        TinyModel.write(room.resolve("chat"), "chat_template.jinja", "hello");
        MergedTokenizer<String> chat = merged(TokenizerSetting.of(new Origin.OfModel<>("chat")));

        Map<String, byte[]> files = chat.companions();

        assertThat(files)
                .containsOnlyKeys(
                        "chat_template.jinja", "generation_config.json", "tokenizer.json", "tokenizer_config.json");
        assertThat(json(files, "tokenizer_config.json").path("model_max_length").asInt())
                .isEqualTo(2);
        assertThat(json(files, "generation_config.json").toString()).isEqualTo("""
                {"eos_token_id":[2],"temperature":0.5,"bos_token_id":0}""");
        assertThat(edited(chat).toString()).contains("\"vocab_size\":5", "\"bos_token_id\":0", "\"eos_token_id\":[2]");
    }

    @Test
    void theConfigStatesTheRowsAndKeepsIdsThatDidNotMove() {
        MergedTokenizer<String> padded =
                merged(new TokenizerSetting<>(new Origin.Base<>(), Map.of(), OptionalInt.of(64)));

        assertThat(edited(padded).toString()).contains("\"vocab_size\":64", "\"eos_token_id\":[1]");
    }

    @Test
    void aMultimodalModelStatesItsRowsInThePartForLanguage() {
        ObjectNode config = ConfigFile.read(stream("""
                {"text_config": {"vocab_size": 4}}
                """), "config.json");

        union().edit(config);

        assertThat(config.toString()).isEqualTo("{\"text_config\":{\"vocab_size\":5}}");
    }

    private MergedTokenizer<String> union() {
        return merged(TokenizerSetting.of(new Origin.Union<>()));
    }

    private MergedTokenizer<String> merged(TokenizerSetting<String> setting) {
        return MergedTokenizer.of(setting, models, "base");
    }

    private ObjectNode edited(MergedTokenizer<String> merged) {
        ObjectNode config = Objects.requireNonNull(models.get("base")).config().json();
        merged.edit(config);
        return config;
    }

    private static JsonNode json(Map<String, byte[]> files, String name) {
        return ConfigFile.read(new ByteArrayInputStream(Objects.requireNonNull(files.get(name))), name);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
