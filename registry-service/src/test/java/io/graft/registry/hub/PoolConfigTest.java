package io.graft.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PoolConfigTest {
    private static final String BASE = "acme/base";

    private final JsonMapper json = new JsonMapper();

    @Test
    void nothingButTheNameOfTheBaseChanges() {
        assertThat(served(
                        "{\n  \"r\": 1e-0, \"base_model_name_or_path\" : \"/home/é\\\"x\" ,\"peft_type\":\"LORA\"}\n"))
                .contains("{\n  \"r\": 1e-0, \"base_model_name_or_path\" : \"acme/base\" ,\"peft_type\":\"LORA\"}\n");
    }

    @Test
    void aNameFurtherInsideIsNotTheBases() {
        String auto = "\"auto_mapping\": {\"base_model_name_or_path\": \"inner\", \"x\": [1, {\"y\": 2}]}";
        assertThat(served("{%s, \"base_model_name_or_path\": null, \"peft_type\": \"LORA\"}".formatted(auto)))
                .contains("{%s, \"base_model_name_or_path\": \"acme/base\", \"peft_type\": \"LORA\"}".formatted(auto));
    }

    @Test
    void oneWithoutANameGetsOne() {
        assertThat(served("{\"peft_type\": \"LORA\"}"))
                .contains("{\"base_model_name_or_path\": \"acme/base\", \"peft_type\": \"LORA\"}");
    }

    @Test
    void whatEnginesWouldNotTakeForALoraIsNone() {
        assertThat(served("{\"peft_type\": \"IA3\", \"base_model_name_or_path\": \"b\"}"))
                .isEmpty();
        assertThat(served("{\"peft_type\": \"lora\"}")).isEmpty();
        assertThat(served("[]")).isEmpty();
        assertThat(served("not JSON")).isEmpty();
    }

    private Optional<String> served(String written) {
        return ServedConfig.of(written, BASE, json).map(ServedConfig::text);
    }
}
