package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckTest {
    private static final Path GOLDENS =
            Path.of("../model-core/src/test/resources/goldens").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void anAdapterThatFitsItsBaseHasNoErrors() {
        Command checked = graft("check", "--base", Samples.base(), "--adapter", Samples.adapter("support"));
        assertThat(checked.exit()).as(checked.out()).isZero();
        assertThat(checked.out()).contains("0 errors");
    }

    @Test
    void anAdapterOfAnotherModelIsAnError() {
        Command checked =
                graft("check", "--base", GOLDENS.resolve("peft/lora/base"), "--adapter", Samples.adapter("support"));
        assertThat(checked.exit()).isEqualTo(Exit.REFUSED);
        assertThat(checked.out()).contains("error[", "  where  ", "  fix    ");
    }

    @Test
    void aRecipeIsCheckedWithoutRunningIt() throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yml"), """
                merge_method: linear
                models:
                  - model: %s
                    parameters: {weight: 1.0}
                  - model: nowhere
                    parameters: {weight: 1.0}
                """.formatted(Samples.base()));
        Command checked = graft("check", recipe, "--json");
        assertThat(checked.exit()).isEqualTo(Exit.REFUSED);
        JsonNode findings = JsonMapper.shared().readTree(checked.out()).path("findings");
        assertThat(findings).isNotEmpty();
        assertThat(findings.path(0).path("severity").asString()).isEqualTo("error");
        assertThat(findings.path(0).toString()).contains("nowhere");
    }

    @Test
    void aFolderIsKnownByWhatIsInIt() {
        assertThat(graft("check", Samples.base()).out())
                .contains("A model: LlamaForCausalLM, 39 tensors in 1 file of weights");
        assertThat(graft("check", Samples.adapter("sentiment")).out()).contains("A LoRA adapter: rank 8, 56 tensors");
    }

    @Test
    void aFolderThatCannotBeRegisteredIsAnError() throws IOException {
        Files.writeString(folder.resolve("pytorch_model.bin"), "pickle");
        Command checked = graft("check", folder);
        assertThat(checked.exit()).isEqualTo(Exit.REFUSED);
        assertThat(checked.out()).contains("error[FILE_FORMAT_FORBIDDEN]", "pytorch_model.bin");
    }

    @Test
    void nothingToCheckIsAUsageError() {
        assertThat(graft("check").exit()).isEqualTo(Exit.USAGE);
        assertThat(graft("check", "--base", Samples.base()).exit()).isEqualTo(Exit.USAGE);
    }
}
