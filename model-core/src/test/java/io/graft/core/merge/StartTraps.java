package io.graft.core.merge;

import static io.graft.core.merge.Scene.MERGE;
import static io.graft.core.merge.Scene.QUERY;
import static io.graft.core.merge.Scene.config;
import static io.graft.core.merge.Scene.lora;
import static io.graft.core.merge.Trap.handled;
import static io.graft.core.merge.Trap.refused;

import io.graft.core.adapter.AdapterError;
import io.graft.core.tensor.DType;
import java.util.List;
import java.util.stream.Stream;

/** Adapters whose training began by changing the base. */
final class StartTraps {
    private StartTraps() {}

    static Stream<Trap> all() {
        return starts().stream();
    }

    private static List<Trap> starts() {
        return Stream.concat(
                        Stream.of(
                                handled(
                                        "PiSSA, not converted",
                                        "mergekit, unsloth and llama.cpp add BA to the base that BA was taken from.",
                                        "Adds BA − B₀A₀, the start found in the base again.",
                                        scene -> startsAt(scene, "pissa", 3)),
                                handled(
                                        "OLoRA, not converted",
                                        "mergekit, unsloth and llama.cpp add BA to the base that BA was taken from.",
                                        "Adds BA − B₀A₀, the start found in the base again by a QR decomposition.",
                                        scene -> startsAt(scene, "olora", 5))),
                        Stream.of(
                                        List.of(
                                                "lora_ga",
                                                "PEFT has no gradients on loading, and adds BA without taking its start off."),
                                        List.of(
                                                "loftq",
                                                "axolotl adds it to the 16-bit base, and counts the rest twice."),
                                        List.of(
                                                "corda",
                                                "mergekit, unsloth and llama.cpp add BA to the base that BA was taken from."),
                                        List.of(
                                                "pissa_niter_16",
                                                "mergekit, unsloth and llama.cpp add BA; PEFT draws another start."))
                                .map(start -> refused(
                                        "An adapter started as `%s`".formatted(start.getFirst()),
                                        start.getLast(),
                                        AdapterError.ADAPTER_BASE_MUTATED,
                                        "started as " + start.getFirst(),
                                        scene -> AdapterTraps.setting(
                                                scene, "'init_lora_weights':'%s'".formatted(start.getFirst())))))
                .toList();
    }

    /** The start of both is [[2, 0], [0, 0]] by the scale of PiSSA, and twice that without; each is trained by 1. */
    private static void startsAt(Scene scene, String start, double trained) throws Exception {
        double[] weight = {4, 0, 0, 1};
        scene.model("base").tensor(QUERY, DType.F32, i -> weight[i], 2, 2).model(config("'num_hidden_layers':1"));
        scene.factors("lora", "model.layers.0.q_proj", new double[] {trained, 0}, new double[] {1, 0})
                .adapter(lora("'init_lora_weights':'%s'".formatted(start)));
        scene.assertMerges(MERGE, QUERY, 6, 0, 0, 1);
    }
}
