package io.graft.core.merge;

import static io.graft.core.merge.Scene.MERGE;
import static io.graft.core.merge.Scene.QUERY;
import static io.graft.core.merge.Scene.adapter;
import static io.graft.core.merge.Scene.lora;
import static io.graft.core.merge.Trap.handled;

import io.graft.core.tensor.DType;
import java.util.List;
import java.util.stream.Stream;

/** Several adapters, or few bits: what is lost by adding in another order or by rounding often. */
final class SumTraps {
    private SumTraps() {}

    static Stream<Trap> all() {
        return arithmetic().stream();
    }

    private static List<Trap> arithmetic() {
        return List.of(
                handled(
                        "A float32 adapter into a bfloat16 base",
                        "PEFT with safe_merge rounds twice (3.4 % of weights differ); with low_cpu_mem_usage it cuts the adapter to bfloat16 first.",
                        "Rounds once: each element is the nearest to the exact sum.",
                        scene -> {
                            Models.llama(scene.folder("base"), 1, DType.BF16, 1);
                            Models.lora(scene.folder("lora"), 1, DType.F32, 1);
                            Comparing.assertRoundedOnce(scene.merge(MERGE), scene.folder("base"), scene.folder("lora"));
                        }),
                handled(
                        "DoRA into a bfloat16 base",
                        "axolotl rounds twice: it takes the base off what PEFT merged, and adds it again.",
                        "Rounds once: each element is the nearest to the formula in float64.",
                        scene -> {
                            String query = "base_model.model.model.layers.0.self_attn.q_proj.";
                            Models.llama(scene.folder("base"), 1, DType.BF16, 1);
                            scene.model("lora")
                                    .random(query + "lora_A.weight", DType.F32, 1, 3, 24)
                                    .random(query + "lora_B.weight", DType.F32, 1, 24, 3)
                                    .random(query + "lora_magnitude_vector", DType.F32, 1, 24)
                                    .adapter(adapter("'r':3,'lora_alpha':5,'use_dora':true"));
                            Comparing.assertDecomposedOnce(
                                    scene.merge(MERGE), scene.folder("base"), scene.folder("lora"));
                        }),
                handled(
                        "Three adapters in another order",
                        "PEFT and LLaMA-Factory round after each: 20 % of weights differ.",
                        "The same bytes in any order.",
                        scene -> {
                            Models.llama(scene.folder("base"), 1, DType.BF16, 1);
                            for (String name : List.of("a", "b", "c")) {
                                Models.lora(scene.folder(name), 1, DType.F32, name.hashCode());
                            }
                            scene.assertSame(onBase("a", "b", "c"), onBase("c", "b", "a"), onBase("b", "a", "c"));
                        }),
                handled(
                        "Two adapters at once",
                        "ms-swift loads both under one name, and merges the last one alone.",
                        "Adds both.",
                        scene -> {
                            twoAdapters(scene);
                            scene.assertMerges(both(1, 1), QUERY, 3, 7, 9, 17);
                        }),
                handled(
                        "Two adapters with weights",
                        "PEFT's add_weighted_adapter (`linear`) combines the factors: products of one's A and the other's B are added.",
                        "Adds weight · BA of each.",
                        scene -> {
                            twoAdapters(scene);
                            scene.assertMerges(both(0.5, 2), QUERY, 2, 6, 6, 12);
                        }),
                handled(
                        "Another adapter at the same path",
                        "mergekit takes the old merge out of its cache, whose key is the path.",
                        "Reads what is there.",
                        scene -> {
                            scene.plain().factors("lora").adapter(lora());
                            scene.assertMerges(MERGE, QUERY, 3, 6, 9, 16);
                            scene.factors("lora").adapter(adapter("'r':1,'lora_alpha':4"));
                            scene.assertMerges(MERGE, QUERY, 5, 10, 15, 28);
                        }));
    }

    /** Deltas [[2, 4], [6, 12]] and [[0, 1], [0, 1]]. */
    private static void twoAdapters(Scene scene) throws Exception {
        scene.plain().factors("lora").adapter(lora());
        scene.factors("second", "model.layers.0.q_proj", new double[] {0, 1}, new double[] {1, 1})
                .adapter(adapter("'r':1,'lora_alpha':1"));
    }

    static String both(double one, double other) {
        return """
                {merge_method: task_arithmetic, base_model: base, models: [
                  {model: base+lora, parameters: {weight: %s}}, {model: base+second, parameters: {weight: %s}}]}
                """.formatted(one, other);
    }

    private static String onBase(String... adapters) {
        String models = Stream.of(adapters)
                .map("{model: base+%s}"::formatted)
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        return "{merge_method: task_arithmetic, base_model: base, models: [%s], parameters: {weight: 0.7}}"
                .formatted(models);
    }
}
