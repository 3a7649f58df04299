package io.graft.core.merge;

import static io.graft.core.merge.Scene.EMBEDDING;
import static io.graft.core.merge.Scene.MERGE;
import static io.graft.core.merge.Scene.NORM;
import static io.graft.core.merge.Scene.config;
import static io.graft.core.merge.Scene.lora;
import static io.graft.core.merge.Trap.handled;
import static io.graft.core.merge.Trap.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.safetensors.SafetensorsError;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Models and files that do not fit each other. */
final class ModelTraps {
    private ModelTraps() {}

    static Stream<Trap> all() {
        return Stream.of(models(), tensors(), files()).flatMap(List::stream);
    }

    private static List<Trap> models() {
        return List.of(
                refused(
                        "A model with a tensor of another shape",
                        "mergekit's task arithmetic leaves the model out for this tensor, with a warning.",
                        MergeError.MERGE_SHAPE_MISMATCH,
                        NORM,
                        scene -> {
                            RecipeTraps.differences(scene, 1, 2);
                            scene.norm("m", DType.F32, 1, 2, 3);
                            return RecipeTraps.ofOne("task_arithmetic", "weight: 1")
                                    .replace("weight: 1, ", "");
                        }),
                refused(
                        "Models with vocabularies of different sizes",
                        "mergekit cuts the embedding to the rows that all have, with a warning, and leaves vocab_size as it was.",
                        MergeError.MERGE_SHAPE_MISMATCH,
                        EMBEDDING,
                        scene -> {
                            scene.model("a")
                                    .tensor(EMBEDDING, DType.F32, i -> i, 4, 2)
                                    .model(config("'num_hidden_layers':1"));
                            scene.model("b")
                                    .tensor(EMBEDDING, DType.F32, i -> i, 5, 2)
                                    .model(config("'num_hidden_layers':1"));
                            return RecipeTraps.HALVES;
                        }),
                handled(
                        "An embedding with padding rows",
                        "mergekit drops them where a tokenizer is named (Qwen: 152064 becomes 151665).",
                        "Keeps them.",
                        scene -> {
                            for (String name : List.of("a", "b")) {
                                scene.model(name)
                                        .tensor(EMBEDDING, DType.F32, i -> i, 4, 2)
                                        .file("tokenizer.json", tokenizer())
                                        .model(config("'num_hidden_layers':1"));
                            }
                            scene.assertMerges(
                                    RecipeTraps.HALVES.replace("}}", "}, base_model: a, tokenizer_source: base}"),
                                    EMBEDDING,
                                    0,
                                    1,
                                    2,
                                    3,
                                    4,
                                    5,
                                    6,
                                    7);
                        }),
                refused(
                        "A quantised base",
                        "axolotl adds to packed numbers that it does not know, with a warning.",
                        MergeError.MERGE_BASE_QUANTIZED,
                        "gptq",
                        scene -> {
                            scene.base(DType.F32).model(config("'quantization_config':{'quant_method':'gptq'}"));
                            scene.factors("lora").adapter(lora());
                            return MERGE;
                        }));
    }

    private static String tokenizer() {
        return Scene.json("""
                {'version':'1.0','added_tokens':[],'normalizer':null,'pre_tokenizer':{'type':'Whitespace'},
                 'model':{'type':'BPE','unk_token':null,'vocab':{'a':0,'b':1},'merges':[]}}
                """);
    }

    private static List<Trap> tensors() {
        return List.of(
                handled(
                        "A last slice with more sources than the first",
                        "mergekit makes final norm and output layer of as many models as the first slice has.",
                        "Of all models of the last slice.",
                        scene -> {
                            Models.llama(scene.folder("a"), 2, DType.F64, 1);
                            Models.llama(scene.folder("b"), 2, DType.F64, 2);
                            Path merged = scene.merge("""
                                    {merge_method: linear, parameters: {weight: 1}, slices: [
                                      {sources: [{model: a, layer_range: [0, 1]}]},
                                      {sources: [{model: a, layer_range: [1, 2]}, {model: b, layer_range: [1, 2]}]}]}
                                    """);
                            double[] one = scene.read(scene.folder("a"), NORM);
                            double[] other = scene.read(scene.folder("b"), NORM);
                            assertThat(scene.read(merged, NORM)).isEqualTo(Definition.sum(0.5, one, 0.5, other));
                        }),
                handled(
                        "A tensor that no architecture definition lists",
                        "mergekit drops it (vision and linear-attention tensors of Qwen3.5).",
                        "Merges it like any other.",
                        scene -> {
                            for (String name : List.of("a", "b")) {
                                scene.model(name)
                                        .tensor("visual.merger.weight", DType.F32, i -> name.equals("a") ? 1 : 4, 2)
                                        .model(config("'num_hidden_layers':1"));
                            }
                            scene.assertMerges(RecipeTraps.HALVES, "visual.merger.weight", 2.5, 2.5);
                        }),
                refused(
                        "A tensor that one of the models lacks",
                        "mergekit's model_stock leaves it out where it counts as optional.",
                        MergeError.MERGE_TENSOR_MISSING,
                        "b has none",
                        scene -> {
                            scene.norm("base", DType.F32, 0, 0);
                            scene.norm("a", DType.F32, 1, 2);
                            scene.model("b")
                                    .tensor("model.other.weight", DType.F32, i -> i, 2)
                                    .model(config("'num_hidden_layers':1"));
                            return "{merge_method: model_stock, base_model: base, models: [{model: a}, {model: b}]}";
                        }),
                refused(
                        "Whole numbers that differ, such as position ids",
                        "mergekit casts the weights to the tensor's type, where 0.5 is 0.",
                        MergeError.MERGE_NOT_COMBINABLE,
                        "ids holds I64 numbers",
                        scene -> {
                            scene.model("a").integers("ids", 1, 2).model(config("'num_hidden_layers':1"));
                            scene.model("b").integers("ids", 1, 3).model(config("'num_hidden_layers':1"));
                            return RecipeTraps.HALVES;
                        }));
    }

    private static List<Trap> files() {
        return List.of(
                handled(
                        "An index of shards",
                        "axolotl writes the number of tensors into total_size.",
                        "Writes the number of bytes.",
                        scene -> {
                            MixtureTraps.threeModels(scene);
                            Path merged = scene.merge(
                                    RecipeTraps.HALVES, MergeOptions.defaults().withShard(4000));
                            try (Checkpoint checkpoint = Checkpoint.open(merged)) {
                                long bytes = checkpoint.tensors().values().stream()
                                        .map(Tensor::data)
                                        .mapToLong(data -> data.byteSize())
                                        .sum();
                                assertThat(Files.readString(merged.resolve("model.safetensors.index.json")))
                                        .containsPattern("\"total_size\" ?: ?%d\\b".formatted(bytes));
                            }
                        }),
                refused(
                        "A tensor that is in two shards",
                        "Whoever reads shard by shard takes the one that comes last.",
                        SafetensorsError.TENSOR_IN_TWO_SHARDS,
                        NORM,
                        scene -> {
                            scene.norm("b", DType.F32, 1, 2);
                            StringBuilder index = new StringBuilder("{'metadata':{},'weight_map':{");
                            for (int shard = 1; shard <= 2; shard++) {
                                String file = "model-0000%d-of-00002.safetensors".formatted(shard);
                                int number = shard;
                                scene.model("a")
                                        .tensor(NORM, DType.F32, i -> number, 2)
                                        .tensor("w" + shard, DType.F32, i -> 1, 2)
                                        .model(config("'num_hidden_layers':1"));
                                Files.move(
                                        scene.folder("a").resolve("model.safetensors"),
                                        scene.folder("a").resolve(file));
                                index.append("'w%d':'%s',".formatted(shard, file));
                            }
                            index.append("'%s':'model-00001-of-00002.safetensors'}}".formatted(NORM));
                            scene.model("a").file("model.safetensors.index.json", Scene.json(index.toString()));
                            return RecipeTraps.HALVES;
                        }));
    }
}
