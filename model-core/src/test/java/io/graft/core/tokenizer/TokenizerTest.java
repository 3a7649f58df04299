package io.graft.core.tokenizer;

import static io.graft.core.tokenizer.TinyModel.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    @TempDir
    Path folder;

    @Test
    void tokensOfTheModelAndAddedTokensAreOneVocabulary() throws IOException {
        write(folder, "tokenizer.json", TinyModel.tokenizer("a", "b", "<end>"));

        Vocabulary vocabulary = Tokenizer.read(folder).vocabulary(3);

        assertThat(vocabulary.tokens()).containsExactly("a", "b", "<end>");
        assertThat(vocabulary.row("<end>")).hasValue(2);
    }

    @Test
    void aListOfScoredTokensIsNumberedByPlace() throws IOException {
        write(folder, "tokenizer.json", """
                {"model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["\\u2581a", -1.5], ["b", -2]]}}
                """);

        assertThat(Tokenizer.read(folder).vocabulary(3).tokens()).containsExactly("<unk>", "▁a", "b");
    }

    @Test
    void aTokenBehindTheLastRowIsNotThereAndARowWithoutATokenIsPadding() throws IOException {
        write(folder, "tokenizer.json", TinyModel.tokenizer("a", "b", "<pad>"));

        Vocabulary fewer = Tokenizer.read(folder).vocabulary(2);
        Vocabulary more = Tokenizer.read(folder).vocabulary(5);

        assertThat(fewer.row("<pad>")).isEmpty();
        assertThat(fewer.tokens()).containsExactly("a", "b");
        assertThat(more.isPadding(2)).isFalse();
        assertThat(more.isPadding(3)).isTrue();
        assertThat(more.isPadding(5)).isFalse();
    }

    @Test
    void whatTransformersAddsFromTheConfigIsThereToo() throws IOException {
        write(folder, "tokenizer.json", TinyModel.tokenizer("a", "<end>"));
        write(folder, "tokenizer_config.json", """
                {"added_tokens_decoder": {"1": {"content": "<end>", "special": true},
                 "2": {"content": "<|im_start|>", "special": true, "normalized": false}}}
                """);
        write(folder, "added_tokens.json", """
                {"<left out>": 3}
                """);

        Tokenizer tokenizer = Tokenizer.read(folder);

        assertThat(tokenizer.vocabulary(9).tokens()).containsExactly("a", "<end>", "<|im_start|>");
        assertThat(tokenizer.added()).containsOnlyKeys("<end>", "<|im_start|>");
        assertThat(tokenizer.added()).containsEntry("<|im_start|>", new AddedToken(false, false, false, false, true));
    }

    @Test
    void theOlderListOfAddedTokensCountsWhereThereIsNoNewer() throws IOException {
        write(folder, "tokenizer.json", TinyModel.tokenizer("a"));
        write(folder, "added_tokens.json", """
                {"<tool>": 1}
                """);

        assertThat(Tokenizer.read(folder).vocabulary(2).tokens()).containsExactly("a", "<tool>");
    }

    @Test
    void aFolderWithoutATokenizerIsRefused() {
        assertThat(refusal()).returns(TokenizerError.TOKENIZER_MISSING, GraftException::code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenizer.model", "spiece.model", "vocab.json"})
    void aTokenizerOfAnotherKindIsRefusedByNameWithTheWayToConvertIt(String file) throws IOException {
        write(folder, file, "?");

        GraftException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(TokenizerError.TOKENIZER_UNSUPPORTED);
        assertThat(refusal).hasMessageContaining(file);
        assertThat(refusal.remedy()).contains("save_pretrained");
    }

    @Test
    void anUnknownKindOfModelIsRefused() throws IOException {
        write(folder, "tokenizer.json", """
                {"model": {"type": "Oracle", "vocab": {"a": 0}}}
                """);

        assertThat(refusal().code()).isEqualTo(TokenizerError.TOKENIZER_UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"model\": {\"vocab\": {\"a\": 0}}",
                "{\"model\": {\"vocab\": {\"a\": 0}}} 1",
                "{\"model\": {\"vocab\": {\"a\": 0, \"a\": 1}}}",
                "{\"model\": {\"vocab\": {\"a\": 0, \"b\": 0}}}",
                "{\"model\": {\"vocab\": {\"a\": -1}}}",
                "{\"model\": {\"vocab\": {\"a\": 2147483646}}}",
                "{\"model\": {\"vocab\": {\"a\": 99999999999}}}",
                "{\"model\": {\"vocab\": {\"a\": 0.5}}}",
                "{\"model\": {\"vocab\": [[\"a\"]]}}",
                "{\"model\": {\"vocab\": [[\"a\", \"b\"]]}}",
                "{\"model\": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "{\"added_tokens\": [{\"id\": 1}], \"model\": {\"vocab\": {\"a\": 0}}}",
                "{\"added_tokens\": [{\"content\": \"a\"}], \"model\": {\"vocab\": {\"a\": 0}}}",
                "{\"added_tokens\": [{\"content\": \"a\", \"id\": 1}], \"model\": {\"vocab\": {\"a\": 0}}}",
                "{\"added_tokens\": [{\"content\": \"b\", \"id\": 0}], \"model\": {\"vocab\": {\"a\": 0}}}"
            })
    void whatContradictsItselfIsNoTokenizer(String text) throws IOException {
        write(folder, "tokenizer.json", text);

        assertThat(refusal().code()).isEqualTo(TokenizerError.TOKENIZER_INVALID);
    }

    private GraftException refusal() {
        return assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> Tokenizer.read(folder))
                .actual();
    }
}
