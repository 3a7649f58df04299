package io.graft.core.malformed;

import static io.graft.core.malformed.Attack.onCheckpoint;
import static io.graft.core.malformed.Attack.onFile;
import static io.graft.core.malformed.Forgery.flood;
import static io.graft.core.malformed.Forgery.sparse;
import static io.graft.core.malformed.Forgery.weightsFlood;

import io.graft.core.ErrorCode;
import io.graft.core.checkpoint.CheckpointError;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.safetensors.SafetensorsError;
import io.graft.core.safetensors.ShardIndex;
import java.util.stream.Stream;

/** Input that is meant to cost its reader memory. */
final class FloodAttacks {
    private static final String EMPTY = ":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},";

    private FloodAttacks() {}

    static Stream<Attack> all() {
        return Stream.concat(headers(), texts());
    }

    private static Stream<Attack> headers() {
        return Stream.of(
                onFile(
                        "a header of 100 MB of spaces",
                        weightsFlood("{", " ".repeat(999_999), 100, ""),
                        SafetensorsError.HEADER_NOT_JSON,
                        "expected close marker for Object"),
                onFile(
                        "a sparse header of 100 MB of zeros",
                        sparse(100_000_000, 1L << 40),
                        SafetensorsError.HEADER_NOT_JSON,
                        "CTRL-CHAR"),
                onFile(
                        "ten million brackets",
                        weightsFlood("{\"w\":", "[".repeat(1000), 10_000, "}"),
                        SafetensorsError.TENSOR_ENTRY_INVALID,
                        "described by [, not by an object"),
                onFile(
                        "ten million brackets in a shape",
                        weightsFlood("{\"w\":{\"dtype\":\"U8\",\"shape\":", "[".repeat(1000), 10_000, "}}"),
                        SafetensorsError.TENSOR_SHAPE_INVALID,
                        "shape"),
                onFile(
                        "one tensor a million times",
                        weightsFlood("{", "\"weight\"" + EMPTY, 1_000_000, "\"v\":0}"),
                        SafetensorsError.TENSOR_DUPLICATE,
                        "lists weight twice"),
                onFile(
                        "a million tensors",
                        weightsFlood("{", "\"w#\"" + EMPTY, 1_000_000, "\"v\":0}"),
                        SafetensorsError.HEADER_LIMIT_EXCEEDED,
                        "more than 100000 tensors"),
                onFile(
                        "the most expensive tensors that are read, and one too large",
                        weightsFlood(
                                "{",
                                "\"" + "\u91cd".repeat(90) + "#\":{\"dtype\":\"U8\",\"shape\":[0" + ",1".repeat(15)
                                        + "],\"data_offsets\":[0,0]},",
                                99_999,
                                "\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}"),
                        SafetensorsError.TENSOR_BEYOND_END,
                        "w of "),
                onFile(
                        "ten thousand long names",
                        weightsFlood("{", "\"" + "n".repeat(1000) + "#\"" + EMPTY, 20_000, "\"v\":0}"),
                        SafetensorsError.HEADER_LIMIT_EXCEEDED,
                        "more than 10000000 characters"),
                onFile(
                        "a name of 20 MB",
                        weightsFlood("{\"", "n".repeat(1_000_000), 20, "\"" + EMPTY + "}"),
                        SafetensorsError.HEADER_LIMIT_EXCEEDED,
                        "exceeds the maximum"),
                onFile(
                        "a type of 90 MB",
                        weightsFlood("{\"w\":{\"dtype\":\"", "F".repeat(1_000_000), 90, "\"}}"),
                        SafetensorsError.HEADER_LIMIT_EXCEEDED,
                        "exceeds the maximum"),
                onFile(
                        "a number of 90 million digits",
                        weightsFlood("{\"w\":{\"data_offsets\":[", "9".repeat(1_000_000), 90, "]}}"),
                        SafetensorsError.HEADER_LIMIT_EXCEEDED,
                        "exceeds the maximum"),
                onFile(
                        "five million entries of metadata",
                        weightsFlood("{\"__metadata__\":{", "\"#\":\"\",", 5_000_000, "\"v\":\"\"}}"),
                        SafetensorsError.HEADER_LIMIT_EXCEEDED,
                        "more than 100000 entries of metadata"));
    }

    private static Stream<Attack> texts() {
        return Stream.of(
                index("an index of a million tensors", "\"t#\":\"a.safetensors\",", "more than 300000 tensors"),
                index("an index of a million files", "\"t#\":\"f#.safetensors\",", "more than 10000 files"),
                config(
                        "a configuration of 100 MB",
                        " ".repeat(1_000_000),
                        100,
                        CheckpointError.CONFIG_TOO_LARGE,
                        "more than"),
                config(
                        "a configuration of a million numbers",
                        "\"#\":[],",
                        200_000,
                        CheckpointError.CONFIG_INVALID,
                        "exceeds the maximum allowed"),
                config(
                        "a configuration a million levels deep",
                        "\"a\":{",
                        500_000,
                        CheckpointError.CONFIG_INVALID,
                        "nesting depth"));
    }

    private static Attack index(String name, String piece, String says) {
        return onCheckpoint(
                name,
                CheckpointAttacks.config(CheckpointAttacks.CONFIG)
                        .and(flood(
                                ShardIndex.FILE, "{\"weight_map\":{", piece, 1_000_000, "\"v\":\"v.safetensors\"}}")),
                SafetensorsError.INDEX_INVALID,
                says);
    }

    private static Attack config(String name, String piece, int times, ErrorCode code, String says) {
        Forgery config = flood(ModelConfig.FILE, "{", piece, times, "\"z\":0}");
        return onCheckpoint(name, config.and(CheckpointAttacks.WEIGHTS), code, says);
    }
}
