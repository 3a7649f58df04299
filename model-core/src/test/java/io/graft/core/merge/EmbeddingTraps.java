package io.graft.core.merge;

import static io.graft.core.merge.Scene.EMBEDDING;
import static io.graft.core.merge.Scene.HEAD;
import static io.graft.core.merge.Scene.MERGE;
import static io.graft.core.merge.Scene.lora;
import static io.graft.core.merge.Trap.handled;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Adapters of embeddings, output layers and tokens. */
final class EmbeddingTraps {
    private static final double[] COUNTED =
            IntStream.range(0, 8).asDoubleStream().toArray();
    private static final double[] RAISED =
            IntStream.range(4, 12).asDoubleStream().toArray();

    private EmbeddingTraps() {}

    static Stream<Trap> all() {
        return Stream.of(embeddings(), tokens()).flatMap(List::stream);
    }

    private static List<Trap> embeddings() {
        return List.of(
                handled("LoRA on embeddings", "axolotl drops it in silence.", "Merges it.", scene -> {
                    scene.plain().embeddingFactors().adapter(lora());
                    scene.assertMerges(MERGE, EMBEDDING, RAISED);
                }),
                handled(
                        "LoRA on the embedding of a tied model",
                        "PEFT changes the output layer, too, which was not so in training.",
                        "Writes both tensors and unties the config.",
                        scene -> {
                            scene.tied().embeddingFactors().adapter(lora());
                            scene.assertMergesTied(MERGE, false, RAISED, COUNTED);
                        }),
                handled(
                        "LoRA on the embedding of a tied model, with `ensure_weight_tying`",
                        "PEFT adds the delta twice.",
                        "Adds it once, and the model stays tied.",
                        scene -> {
                            scene.tied().embeddingFactors().adapter(lora("'ensure_weight_tying':true"));
                            scene.assertMergesTied(MERGE, true, RAISED, RAISED);
                        }),
                handled(
                        "An output layer in `modules_to_save` of a tied model",
                        "Older PEFT leaves the config tied, and the trained layer is lost on loading.",
                        "Writes both tensors and unties the config.",
                        scene -> {
                            scene.tied()
                                    .factors("lora")
                                    .tensor("base_model.model.lm_head.weight", DType.F32, i -> 7, 4, 2)
                                    .adapter(lora("'modules_to_save':['lm_head']"));
                            double[] head = new double[8];
                            Arrays.fill(head, 7);
                            scene.assertMergesTied(MERGE, false, COUNTED, head);
                        }),
                handled(
                        "Task arithmetic of a tied base and an adapter on its embedding",
                        "mergekit has PEFT merge the adapter, which changes the output layer, too.",
                        "The embedding stands in for the output layer, which is untied.",
                        scene -> {
                            scene.tied().embeddingFactors().adapter(lora());
                            scene.assertMergesTied(
                                    "{merge_method: task_arithmetic, base_model: base, models: [{model: base+lora}],"
                                            + " parameters: {weight: 1}}",
                                    false,
                                    RAISED,
                                    COUNTED);
                        }));
    }

    private static List<Trap> tokens() {
        return List.of(
                handled(
                        "`trainable_token_indices`",
                        "axolotl drops them and does not say so.",
                        "Replaces these rows.",
                        scene -> {
                            scene.plain()
                                    .factors("lora")
                                    .tensor(
                                            "base_model.model.model.embed_tokens.token_adapter.trainable_tokens_delta",
                                            DType.F32,
                                            i -> 50 + i,
                                            1,
                                            2)
                                    .adapter(lora("'trainable_token_indices':{'embed_tokens':[2]}"));
                            scene.assertMerges(MERGE, EMBEDDING, 0, 1, 2, 3, 50, 51, 6, 7);
                        }),
                handled(
                        "`modules_to_save` with more tokens than the base",
                        "llama.cpp leaves them out.",
                        "Replaces both tensors and corrects `vocab_size`.",
                        scene -> {
                            scene.plain()
                                    .factors("lora")
                                    .tensor("base_model.model." + EMBEDDING, DType.F32, i -> i, 5, 2)
                                    .tensor("base_model.model." + HEAD, DType.F32, i -> i, 5, 2)
                                    .adapter(lora("'modules_to_save':['embed_tokens','lm_head']"));
                            try (Checkpoint merged = Checkpoint.open(scene.merge(MERGE))) {
                                assertThat(merged.config()
                                                .json()
                                                .path("vocab_size")
                                                .asInt())
                                        .isEqualTo(5);
                                assertThat(merged.tensor(HEAD).shape().dim(0)).isEqualTo(5);
                            }
                        }));
    }
}
