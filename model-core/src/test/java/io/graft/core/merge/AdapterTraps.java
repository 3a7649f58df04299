package io.graft.core.merge;

import static io.graft.core.merge.Scene.MERGE;
import static io.graft.core.merge.Scene.QUERY;
import static io.graft.core.merge.Scene.adapter;
import static io.graft.core.merge.Scene.config;
import static io.graft.core.merge.Scene.lora;
import static io.graft.core.merge.Trap.found;
import static io.graft.core.merge.Trap.handled;
import static io.graft.core.merge.Trap.refused;

import io.graft.core.adapter.AdapterError;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.tensor.DType;
import java.util.List;
import java.util.stream.Stream;

/** Adapters that tools merge silently wrong: their keys, scales and features. */
final class AdapterTraps {
    private static final String MODULE = "base_model.model.model.layers.0.q_proj.";

    private AdapterTraps() {}

    static Stream<Trap> all() {
        return Stream.of(keys(), scales(), kinds()).flatMap(List::stream);
    }

    private static List<Trap> keys() {
        return List.of(
                refused(
                        "An adapter for layers that the base does not have",
                        "PEFT, mergekit and ms-swift warn at most, and write the base unchanged.",
                        AdapterError.ADAPTER_TARGET_MISSING,
                        "model.layers.9.q_proj",
                        scene -> {
                            scene.plain()
                                    .factors("lora", "model.layers.9.q_proj", new double[] {1, 2}, new double[] {1, 3})
                                    .adapter(lora());
                            return MERGE;
                        }),
                found(
                        "An adapter pinned to another base of the same shapes",
                        "Every tool merges it: a base is known by its path at most.",
                        "BASE_MISMATCH",
                        scene -> {
                            scene.norm("other", DType.F32, 1, 2);
                            try (Checkpoint other = Checkpoint.open(scene.folder("other"))) {
                                String pin = "'graft_base_fingerprint':'%s'".formatted(Fingerprint.of(other));
                                scene.plain().factors("lora").adapter(lora(pin));
                            }
                            return MERGE;
                        }),
                refused(
                        "A factor without its other half",
                        "PEFT warns of a missing key, and leaves the layer as it was.",
                        AdapterError.ADAPTER_TENSOR_UNPAIRED,
                        "lora_B.weight has no lora_A",
                        scene -> {
                            scene.plain()
                                    .model("lora")
                                    .tensor(MODULE + "lora_B.weight", DType.F32, i -> 1, 2, 1)
                                    .adapter(lora());
                            return MERGE;
                        }),
                refused(
                        "A DoRA whose config does not say so",
                        "PEFT ignores the magnitudes, and merges a LoRA.",
                        AdapterError.ADAPTER_TENSOR_UNUSED,
                        "use_dora is not set",
                        scene -> {
                            scene.plain()
                                    .factors("lora")
                                    .tensor(MODULE + "lora_magnitude_vector", DType.F32, i -> 1, 2)
                                    .adapter(lora());
                            return MERGE;
                        }),
                refused(
                        "NaN in an adapter",
                        "PEFT (unless safe_merge is set), mergekit and axolotl write it into the model.",
                        MergeError.MERGE_NOT_FINITE,
                        QUERY,
                        scene -> {
                            scene.plain()
                                    .factors(
                                            "lora",
                                            "model.layers.0.q_proj",
                                            new double[] {1, Double.NaN},
                                            new double[] {1, 3})
                                    .adapter(lora());
                            return MERGE;
                        }));
    }

    private static List<Trap> scales() {
        return List.of(
                handled("rsLoRA", "llama.cpp scales by alpha / r.", "Scales by alpha / √r.", scene -> {
                    scene.plain().wideFactors("lora").adapter(adapter("'r':4,'lora_alpha':2,'use_rslora':true"));
                    scene.assertMerges(MERGE, QUERY, 5, 6, 7, 8);
                }),
                handled(
                        "Two rsLoRA adapters at once",
                        "PEFT's add_weighted_adapter keeps use_rslora and makes them √r times too large.",
                        "Scales each as it was trained.",
                        scene -> {
                            String config = adapter("'r':4,'lora_alpha':2,'use_rslora':true");
                            scene.plain().wideFactors("lora").adapter(config);
                            scene.wideFactors("second").adapter(config);
                            scene.assertMerges(SumTraps.both(1, 1), QUERY, 9, 10, 11, 12);
                        }),
                handled(
                        "`alpha_pattern`",
                        "llama.cpp ignores it.",
                        "The first pattern that fits the layer gives its alpha, as in PEFT.",
                        scene -> {
                            scene.plain().factors("lora").adapter(lora("'alpha_pattern':{'q_proj':6}"));
                            scene.assertMerges(MERGE, QUERY, 7, 14, 21, 40);
                        }),
                refused(
                        "A config with another rank than the factors have",
                        "llama.cpp takes the factors' rank, and with it another scale.",
                        AdapterError.ADAPTER_RANK_MISMATCH,
                        "has rank 1",
                        scene -> {
                            scene.plain().factors("lora").adapter(adapter("'r':8,'lora_alpha':2"));
                            return MERGE;
                        }),
                refused(
                        "A config without `lora_alpha`",
                        "unsloth takes a scale that it cannot find for 0, and merges nothing.",
                        AdapterError.ADAPTER_CONFIG_INVALID,
                        "lora_alpha",
                        scene -> {
                            scene.plain().factors("lora").adapter(adapter("'r':1"));
                            return MERGE;
                        }));
    }

    private static List<Trap> kinds() {
        return List.of(
                refused(
                        "`layer_replication`",
                        "PEFT's own guard is dead code: it merges, and the result is wrong.",
                        AdapterError.ADAPTER_FEATURE_UNSUPPORTED,
                        "layers were repeated",
                        scene -> setting(scene, "'layer_replication':[[0,1],[0,1]]")),
                refused(
                        "An activated LoRA (aLoRA)",
                        "Whoever looks at lora_A and lora_B alone applies it to all of the text.",
                        AdapterError.ADAPTER_FEATURE_UNSUPPORTED,
                        "aLoRA",
                        scene -> setting(scene, "'alora_invocation_tokens':[1]")),
                refused(
                        "KaSA",
                        "PEFT's add_weighted_adapter merges it wrongly: training took components off the base.",
                        AdapterError.ADAPTER_FEATURE_UNSUPPORTED,
                        "KaSA removes components",
                        scene -> setting(scene, "'kasa_config':{'beta':1}")),
                refused(
                        "Experts whose packing nothing states",
                        "PEFT 0.18 and 0.19 read the same square factors differently; unsloth packed some in a third way.",
                        AdapterError.ADAPTER_PACKING_UNKNOWN,
                        "are square",
                        scene -> {
                            String experts = "model.layers.0.mlp.experts.";
                            scene.model("base")
                                    .tensor(experts + "up_proj", DType.F32, i -> i, 2, 2, 2)
                                    .model(config("'num_hidden_layers':1"));
                            scene.model("lora")
                                    .tensor("base_model.model." + experts + "lora_A.weight", DType.F32, i -> i, 2, 2)
                                    .tensor("base_model.model." + experts + "lora_B.weight", DType.F32, i -> i, 2, 2)
                                    .adapter(lora("'target_parameters':['experts.up_proj']"));
                            return MERGE;
                        }),
                handled(
                        "A square Conv1D (GPT-2) without `fan_in_fan_out`",
                        "Whoever trusts the config adds the delta without transposing it.",
                        "Knows the families that store [in, out].",
                        scene -> {
                            scene.model("base")
                                    .tensor("h.0.attn.c_attn.weight", DType.F32, i -> 1 + i, 2, 2)
                                    .model(Scene.json("{'model_type':'gpt2'}"));
                            scene.factors("lora", "transformer.h.0.attn.c_attn", new double[] {1, 2}, new double[] {1, 3
                                    })
                                    .adapter(lora());
                            scene.assertMerges(MERGE, "h.0.attn.c_attn.weight", 3, 8, 7, 16);
                        }),
                handled(
                        "`lora_bias`",
                        "axolotl drops it; PEFT adds it unscaled to 4-bit and 8-bit layers.",
                        "Adds it, scaled, to the layer's bias.",
                        scene -> {
                            scene.plain()
                                    .factors("lora")
                                    .tensor(MODULE + "lora_B.bias", DType.F32, i -> 1 + i, 2)
                                    .adapter(lora("'lora_bias':true"));
                            scene.assertMerges(MERGE, "model.layers.0.q_proj.bias", 3, 5);
                        }));
    }

    static String setting(Scene scene, String field) throws Exception {
        scene.plain().factors("lora").adapter(lora(field));
        return MERGE;
    }
}
