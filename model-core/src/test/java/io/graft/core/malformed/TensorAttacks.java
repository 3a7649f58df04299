package io.graft.core.malformed;

import static io.graft.core.malformed.Attack.onFile;
import static io.graft.core.malformed.Forgery.weights;

import io.graft.core.safetensors.SafetensorsError;
import java.util.List;
import java.util.stream.Stream;

/** Safetensors files whose header is JSON, but lies about the tensors. */
final class TensorAttacks {
    private TensorAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(names(), fields(), types(), shapes(), offsets(), layouts())
                .flatMap(List::stream);
    }

    private static List<Attack> names() {
        String entry = ":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
        return List.of(
                onFile(
                        "a tensor without a name",
                        weights("{\"\"" + entry + "}", 0),
                        SafetensorsError.TENSOR_NAME_INVALID,
                        "name of tensor 1",
                        "is empty"),
                onFile(
                        "a line break in a name, to forge a line of the fingerprint",
                        weights("{\"ok\"" + entry + ",\"a U8 [0] e3b0\\nb\"" + entry + "}", 0),
                        SafetensorsError.TENSOR_NAME_INVALID,
                        "name of tensor 2",
                        "a control character"),
                onFile(
                        "an escape sequence in a name, to repaint the terminal",
                        weights("{\"x\"" + entry + ",\"y\"" + entry + ",\"\\u001b[2J\"" + entry + "}", 0),
                        SafetensorsError.TENSOR_NAME_INVALID,
                        "name of tensor 3"),
                onFile(
                        "half a character in a name, so that two names are written alike",
                        weights("{\"\\ud800\"" + entry + "}", 3),
                        SafetensorsError.TENSOR_NAME_INVALID,
                        "half of a character"),
                onFile(
                        "one tensor twice",
                        weights("{\"w\"" + entry + ",\"w\"" + entry + "}", 0),
                        SafetensorsError.TENSOR_DUPLICATE,
                        "lists w twice"),
                onFile(
                        "one tensor twice, once spelled with an escape",
                        weights("{\"bias\"" + entry + ",\"bi\\u0061s\"" + entry + "}", 0),
                        SafetensorsError.TENSOR_DUPLICATE,
                        "lists bias twice"));
    }

    private static List<Attack> fields() {
        return List.of(
                onFile(
                        "a tensor that is null",
                        weights("{\"w\":null}", 0),
                        SafetensorsError.TENSOR_ENTRY_INVALID,
                        "w of ",
                        "described by null, not by an object"),
                tensor(
                        "an unknown field",
                        "'dtype':'U8','shape':[0],'data_offsets':[0,0],'strides':[1]",
                        SafetensorsError.TENSOR_KEY_UNKNOWN,
                        "field \"strides\""),
                tensor(
                        "a type stated twice",
                        "'dtype':'U8','dtype':'I8','shape':[0],'data_offsets':[0,0]",
                        SafetensorsError.TENSOR_KEY_DUPLICATE,
                        "states dtype twice"),
                tensor(
                        "a shape stated twice",
                        "'dtype':'U8','shape':[0],'shape':[1],'data_offsets':[0,0]",
                        SafetensorsError.TENSOR_KEY_DUPLICATE,
                        "states shape twice"),
                tensor(
                        "offsets stated twice",
                        "'data_offsets':[0,0],'data_offsets':[0,8],'dtype':'U8','shape':[8]",
                        SafetensorsError.TENSOR_KEY_DUPLICATE,
                        "states data_offsets twice"),
                tensor(
                        "no type",
                        "'shape':[8],'data_offsets':[0,8]",
                        SafetensorsError.TENSOR_KEY_MISSING,
                        "does not state dtype"),
                tensor(
                        "no shape",
                        "'dtype':'U8','data_offsets':[0,8]",
                        SafetensorsError.TENSOR_KEY_MISSING,
                        "does not state shape"),
                tensor(
                        "no offsets",
                        "'dtype':'U8','shape':[8]",
                        SafetensorsError.TENSOR_KEY_MISSING,
                        "does not state data_offsets"));
    }

    private static List<Attack> types() {
        return List.of(
                tensor(
                        "a type that does not exist",
                        "'dtype':'F13','shape':[8],'data_offsets':[0,8]",
                        SafetensorsError.TENSOR_TYPE_UNKNOWN,
                        "the dtype \"F13\"",
                        "BF16"),
                tensor(
                        "a type in torch's spelling",
                        "'dtype':'float32','shape':[2],'data_offsets':[0,8]",
                        SafetensorsError.TENSOR_TYPE_UNKNOWN,
                        "the dtype \"float32\""),
                tensor(
                        "a type that is a number",
                        "'dtype':32,'shape':[2],'data_offsets':[0,8]",
                        SafetensorsError.TENSOR_TYPE_UNKNOWN,
                        "states dtype as 32, not as a string"));
    }

    private static List<Attack> shapes() {
        return List.of(
                shape("a shape that is a number", "8", "states shape as 8, not as an array"),
                shape("a negative dimension", "[-8]", "the negative number -8"),
                shape("two negative dimensions with a good product", "[-4,-2]", "the negative number -4"),
                shape("a fraction of a dimension", "[8.0]", "with 8.0, which is not a whole number"),
                shape("a dimension in a string", "['8']", "which is not a whole number"),
                shape("a dimension of 2^63", "[9223372036854775808]", "a number beyond 64 bits"),
                shape(
                        "a product that overflows",
                        "[4294967296,4294967296]",
                        "more elements than a 64-bit number can count"),
                shape("an overflow hidden by a zero", "[4294967297,4294967297,0]", "4294967297, 0]"),
                shape("bytes that overflow", "[4611686018427387904]", "more bytes than a 64-bit number can count"),
                shape("an object within a shape", "[8,{}]", "states shape with {, which"),
                shape("seventeen dimensions", "[8" + ",1".repeat(16) + "]", "as more than 16 numbers"));
    }

    private static List<Attack> offsets() {
        return List.of(
                offsets("offsets that are an object", "{'begin':0}", "data_offsets as {, not as an array"),
                offsets("one offset", "[8]", "without a begin and an end"),
                offsets("three offsets", "[0,8,8]", "data_offsets as more than 2 numbers"),
                offsets("a negative offset", "[-8,0]", "data_offsets with the negative number -8"),
                offsets("an offset with an exponent", "[0,8e0]", "data_offsets with 8e0, which is not"),
                offsets("an offset of 2^64", "[0,18446744073709551616]", "data_offsets with a number beyond"),
                offsets("an end before its begin", "[8,0]", "begins at byte 8 and ends at 0"));
    }

    private static List<Attack> layouts() {
        String eight = "{'dtype':'U8','shape':[8],'data_offsets':";
        return List.of(
                tensor(
                        "less data than the shape takes",
                        "'dtype':'F32','shape':[8],'data_offsets':[0,8]",
                        SafetensorsError.TENSOR_LENGTH_MISMATCH,
                        "takes 32 bytes",
                        "span 8"),
                tensor(
                        "data beyond the end of the file",
                        "'dtype':'U8','shape':[9],'data_offsets':[0,9]",
                        SafetensorsError.TENSOR_BEYOND_END,
                        "ends at byte 9",
                        "holds only 8"),
                tensor(
                        "data that begins at the end of all numbers",
                        "'dtype':'U8','shape':[7],'data_offsets':[9223372036854775800,9223372036854775807]",
                        SafetensorsError.TENSOR_BEYOND_END,
                        "ends at byte 9223372036854775807"),
                onFile(
                        "two tensors on the same bytes",
                        weights(quoted("{'first':" + eight + "[0,8]},'w':" + eight + "[4,12]}}"), 12),
                        SafetensorsError.TENSOR_OVERLAP,
                        "w of ",
                        "begins at byte 4",
                        "ends at 8"),
                onFile(
                        "a hole between two tensors",
                        weights(quoted("{'first':" + eight + "[0,8]},'w':" + eight + "[9,17]}}"), 17),
                        SafetensorsError.TENSOR_HOLE,
                        "begins at byte 9",
                        "ends at 8"),
                onFile(
                        "a hole before the first tensor",
                        weights(quoted("{'w':" + eight + "[1,9]}}"), 9),
                        SafetensorsError.TENSOR_HOLE,
                        "begins at byte 1"),
                onFile(
                        "a program behind the last tensor",
                        weights(quoted("{'w':" + eight + "[0,8]}}"), 64),
                        SafetensorsError.DATA_LEFT_OVER,
                        "holds 64 bytes of data, but its tensors end at 8"),
                onFile(
                        "data without any tensor",
                        weights("{}", 1),
                        SafetensorsError.DATA_LEFT_OVER,
                        "holds 1 bytes of data"));
    }

    private static Attack shape(String name, String shape, String says) {
        return tensor(
                name,
                "'dtype':'F32','shape':%s,'data_offsets':[0,8]".formatted(shape),
                SafetensorsError.TENSOR_SHAPE_INVALID,
                says);
    }

    private static Attack offsets(String name, String offsets, String says) {
        return tensor(
                name,
                "'dtype':'U8','shape':[8],'data_offsets':%s".formatted(offsets),
                SafetensorsError.TENSOR_OFFSETS_INVALID,
                says);
    }

    /** A file with one tensor, called w, and eight bytes of data. */
    private static Attack tensor(String name, String fields, SafetensorsError code, String... says) {
        return onFile(name, weights(quoted("{'w':{" + fields + "}}"), 8), code, says);
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
