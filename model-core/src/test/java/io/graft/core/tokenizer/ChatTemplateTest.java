package io.graft.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which template a result gets and where. The named templates were rendered by hand with transformers 5.18, with and without a
 * system message and the prompt for an answer, and compared with the formats as their authors describe them.
 */
class ChatTemplateTest {
    @TempDir
    Path room;

    @ParameterizedTest
    @CsvSource({
        "alpaca, ### Instruction:",
        "chatml, <|im_start|>",
        "exaone, [|endofturn|]",
        "llama3, <|start_header_id|>",
        "mistral, [INST]"
    })
    void aNamedTemplateComesWithGraft(String name, String mark) {
        assertThat(ChatTemplate.parse(name).text(List.of()).orElseThrow()).contains(mark);
    }

    @Test
    void aLongTextWithABraceIsATemplateItself() {
        String template = "{% for message in messages %}{{ message }}{% endfor %}";

        assertThat(ChatTemplate.parse(template).text(List.of())).contains(template);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Auto", "chat-ml", "{{ messages }}", "a long text without any brace"})
    void anythingElseIsRefused(String written) {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> ChatTemplate.parse(written))
                .satisfies(e -> assertThat(e.code()).isEqualTo(TokenizerError.CHAT_TEMPLATE_INVALID));
    }

    @Test
    void autoTakesTheTemplateOfMostModels() throws IOException {
        List<Path> models = List.of(stating("one", "rare"), stating("two", "common"), owning("three", "common"));

        assertThat(ChatTemplate.parse("auto").text(models)).contains("common");
    }

    @Test
    void ofEquallyCommonTemplatesAutoTakesTheFirst() throws IOException {
        Path without = room.resolve("without");
        TinyModel.write(without, "tokenizer_config.json", "{}");
        List<Path> models = List.of(without, stating("one", "x"), stating("two", "y"));

        assertThat(ChatTemplate.parse("auto").text(models)).contains("x");
        assertThat(ChatTemplate.parse("auto").text(models.reversed())).contains("y");
        assertThat(ChatTemplate.parse("auto").text(List.of(without))).isEmpty();
    }

    @Test
    void ofSeveralTemplatesOfAModelTheDefaultCounts() throws IOException {
        Path model = room.resolve("several");
        TinyModel.write(model, "tokenizer_config.json", """
                {"chat_template": [{"name": "tool_use", "template": "x"}, {"name": "default", "template": "y"}]}
                """);

        assertThat(ChatTemplate.parse("auto").text(List.of(model))).contains("y");
    }

    @Test
    void theTemplateIsPutWhereTheModelHadItsOwn() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("tokenizer_config.json", bytes("{\"chat_template\": \"old\", \"eos_token\": \"<end>\"}"));
        files.put("chat_template.jinja", bytes("old"));

        new ChatTemplate.Fixed("new").put(files, List.of());

        assertThat(text(files, "tokenizer_config.json"))
                .contains("\"new\"", "<end>")
                .doesNotContain("old");
        assertThat(text(files, "chat_template.jinja")).isEqualTo("new");
        assertThat(files).hasSize(2);
    }

    @Test
    void autoWithoutAnyTemplateChangesNothing() {
        SortedMap<String, byte[]> files = new TreeMap<>();

        new ChatTemplate.Auto().put(files, List.of());

        assertThat(files).isEmpty();
    }

    private Path stating(String model, String template) throws IOException {
        TinyModel.write(
                room.resolve(model), "tokenizer_config.json", "{\"chat_template\": \"%s\"}".formatted(template));
        return room.resolve(model);
    }

    private Path owning(String model, String template) throws IOException {
        TinyModel.write(room.resolve(model), "chat_template.jinja", template);
        return room.resolve(model);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(SortedMap<String, byte[]> files, String name) {
        return new String(Objects.requireNonNull(files.get(name)), StandardCharsets.UTF_8);
    }
}
