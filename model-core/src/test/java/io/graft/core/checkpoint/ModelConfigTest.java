package io.graft.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.tensor.DType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ModelConfigTest {
    @Test
    void llamaSaysWhatItIs() {
        ModelConfig config = config("""
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "num_hidden_layers": 32,
                 "torch_dtype": "bfloat16", "tie_word_embeddings": false}""");

        assertThat(config.architecture()).contains("LlamaForCausalLM");
        assertThat(config.modelType()).contains("llama");
        assertThat(config.layers()).hasValue(32);
        assertThat(config.dtype()).contains(DType.BF16);
        assertThat(config.tiesEmbeddings()).contains(false);
        assertThat(config.quantization()).isEmpty();
    }

    @Test
    void gpt2CountsItsLayersUnderAnotherName() {
        assertThat(config("{\"n_layer\": 12}").layers()).hasValue(12);
    }

    @Test
    void newerVersionsOfTransformersCallTheTypeDtype() {
        assertThat(config("{\"dtype\": \"float16\", \"torch_dtype\": \"float32\"}")
                        .dtype())
                .contains(DType.F16);
        assertThat(config("{\"dtype\": \"auto\"}").dtype()).isEmpty();
        assertThat(config("{\"torch_dtype\": null}").dtype()).isEmpty();
    }

    @Test
    void multimodalModelsDescribeTheirTextPartWithin() {
        ModelConfig config = config("""
                {"model_type": "gemma3", "text_config": {"num_hidden_layers": 26, "dtype": "bfloat16"}}""");

        assertThat(config.modelType()).contains("gemma3");
        assertThat(config.layers()).hasValue(26);
        assertThat(config.dtype()).contains(DType.BF16);
    }

    @Test
    void quantisedModelsSayHow() {
        assertThat(config("{\"quantization_config\": {\"quant_method\": \"gptq\", \"bits\": 4}}")
                        .quantization())
                .contains("gptq");
        assertThat(config("{\"quantization_config\": {\"load_in_4bit\": true}}").quantization())
                .contains("an unnamed method");
        assertThat(config("{\"quantization_config\": null}").quantization()).isEmpty();
    }

    @Test
    void whatPythonWritesForInfinityIsRead() {
        ModelConfig config = config("{\"time_step_limit\": [0.0, Infinity], \"a\": NaN}");

        assertThat(config.canonical()).isEqualTo("{\"a\":NaN,\"time_step_limit\":[0.0,Infinity]}");
    }

    @Test
    void anEmptyConfigSaysNothing() {
        ModelConfig config = config("{}");

        assertThat(config.architecture()).isEmpty();
        assertThat(config.layers()).isEmpty();
        assertThat(config.dtype()).isEmpty();
        assertThat(config.tiesEmbeddings()).isEmpty();
    }

    @Test
    void whatIsHandedOutIsACopy() {
        ModelConfig config = config("{\"model_type\": \"llama\"}");

        config.json().put("model_type", "gpt2");

        assertThat(config.modelType()).contains("llama");
    }

    private static ModelConfig config(String json) {
        return ModelConfig.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "config.json");
    }
}
