package io.graft.core.malformed;

import static io.graft.core.malformed.Attack.onCheckpoint;
import static io.graft.core.malformed.Forgery.file;
import static io.graft.core.malformed.Forgery.nothing;

import io.graft.core.checkpoint.CheckpointError;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.safetensors.SafetensorsError;
import io.graft.core.safetensors.ShardIndex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Model directories that are not what they say. */
final class CheckpointAttacks {
    static final String CONFIG = """
            {"architectures":["LlamaForCausalLM"],"model_type":"llama","num_hidden_layers":1,"torch_dtype":"float32"}""";
    static final Forgery WEIGHTS = Forgery.weights(tensor("a"), 8);

    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    private CheckpointAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(folders(), configs(), indexes(), shards()).flatMap(List::stream);
    }

    static Forgery config(String json) {
        return file(ModelConfig.FILE, json);
    }

    private static List<Attack> folders() {
        return List.of(
                onCheckpoint(
                        "a folder with nothing in it", nothing(), CheckpointError.WEIGHTS_MISSING, "holds no weights"),
                onCheckpoint(
                        "weights without a configuration",
                        WEIGHTS,
                        CheckpointError.CONFIG_MISSING,
                        "config.json does not exist"),
                onCheckpoint(
                        "weights in a pickle",
                        config(CONFIG).and(file("pytorch_model.bin", "cos\nsystem\n")),
                        CheckpointError.WEIGHTS_PICKLED,
                        "pytorch_model.bin, a pickle, which can execute code"),
                onCheckpoint(
                        "whole weights beside shards",
                        config(CONFIG).and(shard(FIRST, "a")).and(WEIGHTS).and(index("'a':'" + FIRST + "'")),
                        CheckpointError.WEIGHTS_AMBIGUOUS,
                        "both model.safetensors and the index"));
    }

    private static List<Attack> configs() {
        return List.of(
                config("an empty configuration", "", "is not a JSON object, but empty"),
                config("a configuration that is a list", "[]", "config.json is not a JSON object, but []"),
                config("a configuration that stops in the middle", "{\"a\":", "Unexpected end-of-input"),
                config(
                        "a configuration with a key twice",
                        "{\"model_type\":\"llama\",\n\"model_type\":\"gpt2\"}",
                        "at line 2"),
                config("a configuration followed by another", "{}{}", "railing token"),
                config(
                        "a configuration with minus one layers",
                        "{\"num_hidden_layers\":-1}",
                        "num_hidden_layers",
                        "is -1"),
                config("a configuration with half a layer", "{\"n_layer\":1.5}", "n_layer", "is 1.5"),
                config("a configuration with 2^31 layers", "{\"num_layers\":2147483648}", "is 2147483648"),
                config(
                        "a configuration with a type that does not exist",
                        "{\"dtype\":\"float12\"}",
                        "\"float12\" is not an element type"),
                config(
                        "a configuration with a number for an architecture",
                        "{\"architectures\":[7]}",
                        "architectures",
                        "a string"),
                onCheckpoint(
                        "a configuration that is not UTF-8",
                        WEIGHTS.and(file(ModelConfig.FILE, "{\"\u00e9\":1}".getBytes(StandardCharsets.ISO_8859_1))),
                        CheckpointError.CONFIG_INVALID,
                        "config.json is not UTF-8"));
    }

    private static List<Attack> indexes() {
        return List.of(
                badIndex("an index that is a list", "[]", "The index is not an object"),
                badIndex("an index without a map", "{\"metadata\":{\"total_size\":8}}", "has no weight_map"),
                badIndex("an index with a list for a map", "{\"weight_map\":[]}", "weight_map is not an object"),
                badIndex("an index with two maps", "{\"weight_map\":{},\"weight_map\":{}}", "weight_map twice"),
                badIndex(
                        "an index that names a tensor twice",
                        "{\"weight_map\":{\"a\":\"x.safetensors\",\"a\":\"y.safetensors\"}}",
                        "lists the tensor a twice"),
                badIndex(
                        "an index with a number for a file",
                        "{\"weight_map\":{\"a\":1}}",
                        "maps the tensor a to something other"),
                badIndex(
                        "an index of minus eight bytes",
                        "{\"metadata\":{\"total_size\":-8},\"weight_map\":{}}",
                        "total_size that is not a number of bytes"),
                badIndex(
                        "an index with two sizes",
                        "{\"metadata\":{\"total_size\":8,\"total_size\":9}}",
                        "total_size twice"),
                badIndex(
                        "an index with something behind it",
                        "{\"weight_map\":{}}[]",
                        "goes on after its closing brace"),
                badIndex("an index that is cut off", "{\"weight_map\":{\"a\":", "Unexpected end-of-input"),
                unsafe("an index that climbs out of the folder", "../../secret.safetensors"),
                unsafe("an index with an absolute path", "/etc/passwd.safetensors"),
                unsafe("an index with a folder of Windows", "..\\\\secret.safetensors"),
                unsafe("an index with a hidden file", ".hidden.safetensors"),
                unsafe("an index that names a text", "a.txt"),
                onCheckpoint(
                        "an index that names a pickle",
                        config(CONFIG).and(index("'a':'pytorch_model-00001.bin'")),
                        SafetensorsError.PICKLE_REFUSED,
                        "names pytorch_model-00001.bin, a pickle"));
    }

    private static List<Attack> shards() {
        Forgery both = config(CONFIG).and(shard(FIRST, "a"));
        return List.of(
                onCheckpoint(
                        "a shard that is missing",
                        both.and(index("'a':'%s','b':'%s'".formatted(FIRST, SECOND))),
                        SafetensorsError.SHARD_MISSING,
                        "names " + SECOND + ", which is not there"),
                onCheckpoint(
                        "a shard that the index does not name",
                        both.and(shard(SECOND, "b")).and(index("'a':'%s'".formatted(FIRST))),
                        SafetensorsError.SHARD_UNLISTED,
                        SECOND + " is a shard, but the index does not name it"),
                onCheckpoint(
                        "a tensor that the index does not list",
                        both.and(shard(SECOND, "b")).and(index("'a':'%s','c':'%s'".formatted(FIRST, SECOND))),
                        SafetensorsError.TENSOR_NOT_IN_INDEX,
                        SECOND + " holds b, which the index does not list"),
                onCheckpoint(
                        "a tensor that no shard holds",
                        both.and(index("'a':'%s','c':'%s'".formatted(FIRST, FIRST))),
                        SafetensorsError.TENSOR_NOT_IN_SHARD,
                        "c is to be in " + FIRST + " by the index, but no shard holds it"),
                onCheckpoint(
                        "two shards with their names swapped",
                        both.and(shard(SECOND, "b")).and(index("'b':'%s','a':'%s'".formatted(FIRST, SECOND))),
                        SafetensorsError.TENSOR_NOT_IN_SHARD,
                        "by the index, but is in "),
                onCheckpoint(
                        "one tensor in two shards",
                        config(CONFIG)
                                .and(shard(FIRST, "a"))
                                .and(shard(SECOND, "a"))
                                .and(index("'a':'%s','b':'%s'".formatted(FIRST, SECOND))),
                        SafetensorsError.TENSOR_IN_TWO_SHARDS,
                        "a is both in"),
                onCheckpoint(
                        "a shard that is damaged",
                        config(CONFIG).and(file(FIRST, "{}")).and(index("'a':'%s'".formatted(FIRST))),
                        SafetensorsError.FILE_TOO_SHORT,
                        FIRST));
    }

    private static Attack config(String name, String json, String... says) {
        return onCheckpoint(name, WEIGHTS.and(config(json)), CheckpointError.CONFIG_INVALID, says);
    }

    private static Attack badIndex(String name, String json, String says) {
        return onCheckpoint(
                name, config(CONFIG).and(file(ShardIndex.FILE, json)), SafetensorsError.INDEX_INVALID, says);
    }

    private static Attack unsafe(String name, String file) {
        return onCheckpoint(
                name,
                config(CONFIG).and(index("'a':'%s'".formatted(file))),
                SafetensorsError.INDEX_FILE_UNSAFE,
                "not the plain name of a safetensors file");
    }

    private static Forgery index(String entries) {
        return file(ShardIndex.FILE, "{\"weight_map\":{%s}}".formatted(entries.replace('\'', '"')));
    }

    private static Forgery shard(String file, String tensor) {
        return Forgery.weights(tensor(tensor), 8).and(folder -> Forgery.rename(folder, Forgery.WEIGHTS, file));
    }

    private static String tensor(String name) {
        return "{\"%s\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}".formatted(name);
    }
}
