package io.graft.eval.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llama | \"LlamaForCausalLM\" | \"PhiForCausalLM\" | ARCHITECTURE_UNSUPPORTED | PhiForCausalLM",
                "llama | \"rope_type\": \"default\" | \"rope_type\": \"dynamic\", \"factor\": 2.0 | ROPE_UNSUPPORTED | dynamic",
                "llama | \"rope_type\": \"default\" | \"rope_type\": \"longrope\" | ROPE_UNSUPPORTED | longrope",
                "llama | \"rope_type\": \"default\" | \"rope_type\": \"linear\" | MODEL_CONFIG_INVALID | factor",
                "llama | \"num_key_value_heads\": 2 | \"num_key_value_heads\": 3 | MODEL_CONFIG_INVALID | num_key_value_heads",
                "llama | \"hidden_size\": 64 | \"hidden\": 64 | MODEL_CONFIG_INVALID | hidden_size",
                "llama | \"hidden_size\": 64 | \"hidden_size\": \"64\" | MODEL_CONFIG_INVALID | hidden_size",
                "llama | \"hidden_size\": 64 | \"hidden_size\": 2000000000 | MODEL_CONFIG_INVALID | hidden_size",
                "llama | \"hidden_size\": 64 | \"hidden_size\": 32 | MODEL_TENSOR_INVALID | model.embed_tokens.weight",
                "llama | \"num_hidden_layers\": 4 | \"num_hidden_layers\": 5 | MODEL_TENSOR_MISSING | model.layers.4",
                "llama | \"num_hidden_layers\": 4 | \"num_hidden_layers\": 200000000 | MODEL_CONFIG_INVALID | num_hidden_layers",
                "llama | \"attention_bias\": false | \"attention_bias\": true | MODEL_TENSOR_MISSING | q_proj.bias",
                "llama | \"hidden_act\": \"silu\" | \"hidden_act\": \"xielu\" | MODEL_FEATURE_UNSUPPORTED | xielu",
                "llama | \"head_dim\": 16 | \"head_dim\": 15 | MODEL_CONFIG_INVALID | head_dim",
                "llama | \"head_dim\": 16 | \"quantization_config\": {\"quant_method\": \"gptq\"} | MODEL_FEATURE_UNSUPPORTED | quantization_config",
                "gemma2 | \"full_attention\", | \"chunked_attention\", | MODEL_FEATURE_UNSUPPORTED | chunked_attention",
                "gpt2 | \"n_head\": 4 | \"n_head\": 5 | MODEL_CONFIG_INVALID | n_head",
                "gemma | \"use_bidirectional_attention\": null | \"use_bidirectional_attention\": true | MODEL_FEATURE_UNSUPPORTED | use_bidirectional_attention"
            })
    void aModelThatCannotBeRunIsRefusedByName(
            String golden, String found, String replaced, DecoderError code, String named) throws IOException {
        Path base = Golden.forward(golden).base();
        String config = Files.readString(base.resolve("config.json"));
        assertThat(config).contains(found);
        Files.writeString(folder.resolve("config.json"), config.replace(found, replaced));
        Files.copy(base.resolve("model.safetensors"), folder.resolve("model.safetensors"));

        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThatThrownBy(() -> Decoder.open(checkpoint, DecoderOptions.DEFAULT))
                    .isInstanceOfSatisfying(GraftException.class, e -> {
                        assertThat(e.code()).isEqualTo(code);
                        assertThat(e.sentence()).contains(named);
                    });
        }
    }

    @Test
    void tokensThatTheModelDoesNotKnowAreRefused() {
        Golden.forward("llama").run(decoder -> {
            assertRefused(DecoderError.TOKEN_UNKNOWN, () -> decoder.logits(new int[] {311}, Adapters.NONE));
            assertRefused(DecoderError.TOKEN_UNKNOWN, () -> decoder.logits(new int[] {-1}, Adapters.NONE));
        });
    }

    @Test
    void textsBeyondTheLastPositionAreRefused() {
        Golden.forward("gpt2").run(decoder -> {
            assertThat(decoder.logits(new int[256], Adapters.NONE)).hasDimensions(256, 311);
            assertRefused(DecoderError.TEXT_TOO_LONG, () -> decoder.logits(new int[257], Adapters.NONE));
        });
    }

    @Test
    void devicesThatAreNotThereAreRefused() {
        assertRefused(DecoderError.DEVICE_UNKNOWN, () -> new DecoderOptions("tpu", 0));
        try (Checkpoint checkpoint = Checkpoint.open(Golden.forward("llama").base())) {
            assertRefused(
                    DecoderError.DEVICE_MISSING, () -> Decoder.open(checkpoint, new DecoderOptions("cuda:99", 0)));
        }
    }

    private static void assertRefused(DecoderError code, Runnable attempt) {
        assertThatThrownBy(attempt::run).isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
