package io.graft.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.safetensors.SafetensorsHeader;
import io.graft.core.safetensors.ShardIndex;
import io.graft.core.safetensors.TensorDigest;
import io.graft.core.safetensors.Weights;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final String CONFIG = """
            {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "num_hidden_layers": 2,
             "torch_dtype": "bfloat16", "tie_word_embeddings": true, "rms_norm_eps": 1e-05,
             "_name_or_path": "somewhere", "transformers_version": "4.57.0"}
            """;

    @TempDir
    Path room;

    private Path single;
    private Path sharded;

    @BeforeEach
    void saveOneModelTwice() throws IOException {
        single = Files.createDirectory(room.resolve("single"));
        sharded = Files.createDirectory(room.resolve("sharded"));
        Files.writeString(single.resolve("config.json"), CONFIG);
        Files.writeString(sharded.resolve("config.json"), CONFIG);
        new Weights()
                .with("model.norm.weight", DType.BF16, 8)
                .with("model.embed_tokens.weight", DType.BF16, 5, 8)
                .to(single.resolve("model.safetensors"));
        String first = "model-00001-of-00002.safetensors";
        String second = "model-00002-of-00002.safetensors";
        new Weights().with("model.embed_tokens.weight", DType.BF16, 5, 8).to(sharded.resolve(first));
        new Weights().with("model.norm.weight", DType.BF16, 8).to(sharded.resolve(second));
        Map<String, SafetensorsHeader> shards = Map.of(
                first, SafetensorsHeader.read(sharded.resolve(first)),
                second, SafetensorsHeader.read(sharded.resolve(second)));
        Files.writeString(
                sharded.resolve(ShardIndex.FILE), ShardIndex.of(shards).json());
    }

    @Test
    void tensorsAreFoundInOneFileAndInShardsAlike() {
        for (Path folder : List.of(single, sharded)) {
            try (Checkpoint checkpoint = Checkpoint.open(folder)) {
                assertThat(checkpoint.tensors()).containsOnlyKeys("model.embed_tokens.weight", "model.norm.weight");
                assertThat(checkpoint.tensor("model.embed_tokens.weight").shape())
                        .hasToString("[5, 8]");
                assertThat(checkpoint.holds("lm_head.weight")).isFalse();
                assertThat(checkpoint.tiesEmbeddings()).isTrue();
            }
        }
    }

    @Test
    void theFingerprintDoesNotDependOnHowTheModelIsCutIntoFiles() {
        assertThat(fingerprint(sharded)).isEqualTo(fingerprint(single));
    }

    @Test
    void theFingerprintIsTheDigestOfALineForEachTensorAndOfTheConfig() {
        try (Checkpoint checkpoint = Checkpoint.open(single)) {
            List<TensorDigest> digests =
                    checkpoint.tensors().values().stream().map(TensorDigest::of).toList();
            String text = "model.embed_tokens.weight BF16 [5, 8] "
                    + digests.get(0).sha256().hex() + "\n"
                    + "model.norm.weight BF16 [8] " + digests.get(1).sha256().hex() + "\n"
                    + "{\"architectures\":[\"LlamaForCausalLM\"],\"model_type\":\"llama\",\"num_hidden_layers\":2,"
                    + "\"rms_norm_eps\":1.0E-5,\"tie_word_embeddings\":true,\"torch_dtype\":\"bfloat16\"}";

            assertThat(Fingerprint.of(checkpoint)).isEqualTo(Digest.of(text));
            assertThat(Fingerprint.of(digests.reversed(), checkpoint.config())).isEqualTo(Digest.of(text));
        }
    }

    @Test
    void theFingerprintForgetsWhereTheModelLayButNotHowItIsBuilt() throws IOException {
        Digest before = fingerprint(single);

        Files.writeString(single.resolve("config.json"), CONFIG.replace("somewhere", "elsewhere"));
        assertThat(fingerprint(single)).isEqualTo(before);

        Files.writeString(single.resolve("config.json"), CONFIG.replace("1e-05", "1e-06"));
        assertThat(fingerprint(single)).isNotEqualTo(before);
    }

    @Test
    void theFingerprintChangesWithOneBitOfOneTensor() throws IOException {
        Digest before = fingerprint(single);
        Path weights = single.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);

        assertThat(fingerprint(single)).isNotEqualTo(before);
    }

    @Test
    void whatGoesWithTheWeightsIsListedAndNothingElse() throws IOException {
        for (String file : List.of(
                "tokenizer.json",
                "tokenizer.model",
                "tokenizer_config.json",
                "generation_config.json",
                "vocab.txt",
                "chat_template.jinja",
                "README.md",
                ".gitattributes",
                "training_args.bin",
                "adapter_config.json",
                "graft_provenance.json",
                "consolidated.safetensors",
                "optimizer.pt")) {
            Files.writeString(sharded.resolve(file), "{}");
        }

        try (Checkpoint checkpoint = Checkpoint.open(sharded)) {
            assertThat(checkpoint.otherFiles())
                    .extracting(path -> path.getFileName().toString())
                    .containsExactly(
                            "chat_template.jinja",
                            "generation_config.json",
                            "tokenizer.json",
                            "tokenizer.model",
                            "tokenizer_config.json",
                            "vocab.txt");
            assertThat(checkpoint.weightFiles()).hasSize(2).allMatch(Files::exists);
        }
    }

    @Test
    void linksIntoTheHubsCacheAreFollowed() throws IOException {
        Path blob = Files.move(single.resolve("model.safetensors"), room.resolve("blob"));
        Files.createSymbolicLink(single.resolve("model.safetensors"), blob);

        assertThat(fingerprint(single)).isEqualTo(fingerprint(sharded));
    }

    @Test
    void aFolderThatIsNotThereIsMissing() {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> Checkpoint.open(room.resolve("nowhere")))
                .satisfies(e -> assertThat(e.code()).isEqualTo(CheckpointError.CHECKPOINT_NOT_FOUND));
    }

    private static Digest fingerprint(Path folder) {
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            return Fingerprint.of(checkpoint);
        }
    }
}
