package io.graft.core.malformed;

import static io.graft.core.malformed.Attack.onFile;
import static io.graft.core.malformed.Forgery.claiming;
import static io.graft.core.malformed.Forgery.file;
import static io.graft.core.malformed.Forgery.nothing;
import static io.graft.core.malformed.Forgery.sparse;
import static io.graft.core.malformed.Forgery.weights;

import io.graft.core.safetensors.SafetensorsError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** Safetensors files whose header cannot be read. */
final class FileAttacks {
    private static final String GOOD = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    private FileAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(lengths(), texts(), metadata()).flatMap(List::stream);
    }

    private static List<Attack> lengths() {
        return List.of(
                onFile("a file that is not there", nothing(), SafetensorsError.FILE_MISSING, "does not exist"),
                onFile(
                        "a folder in place of a file",
                        folder -> Files.createDirectory(folder.resolve(Forgery.WEIGHTS)),
                        SafetensorsError.FILE_NOT_REGULAR,
                        "not a regular file"),
                onFile(
                        "an empty file",
                        file(Forgery.WEIGHTS, ""),
                        SafetensorsError.FILE_TOO_SHORT,
                        "holds 0 bytes",
                        "begins with 8 bytes"),
                onFile(
                        "seven bytes",
                        file(Forgery.WEIGHTS, "1234567"),
                        SafetensorsError.FILE_TOO_SHORT,
                        "holds 7 bytes"),
                onFile("a header of no bytes", weights("", 8), SafetensorsError.HEADER_TOO_SMALL, "header of 0 bytes"),
                onFile("a header of one byte", weights("{", 8), SafetensorsError.HEADER_TOO_SMALL, "header of 1 bytes"),
                onFile(
                        "a header longer than the file",
                        claiming(55, GOOD.getBytes(StandardCharsets.UTF_8), 0),
                        SafetensorsError.HEADER_BEYOND_END,
                        "header of 55 bytes",
                        "only 54 bytes follow"),
                onFile(
                        "a header claiming 2^63 bytes",
                        claiming(Long.MIN_VALUE, GOOD.getBytes(StandardCharsets.UTF_8), 8),
                        SafetensorsError.HEADER_TOO_LARGE,
                        "header of 9223372036854775808 bytes",
                        "at most 100000000"),
                onFile(
                        "a header claiming 2^64 - 1 bytes",
                        claiming(-1, GOOD.getBytes(StandardCharsets.UTF_8), 8),
                        SafetensorsError.HEADER_TOO_LARGE,
                        "header of 18446744073709551615 bytes"),
                onFile(
                        "a sparse file with a header just over the limit",
                        sparse(100_000_001, 200_000_000),
                        SafetensorsError.HEADER_TOO_LARGE,
                        "header of 100000001 bytes"));
    }

    private static List<Attack> texts() {
        return List.of(
                onFile(
                        "a zip archive, as torch.save writes it",
                        weights(new byte[] {'P', 'K', 3, 4, 0, 0}, 8),
                        SafetensorsError.HEADER_START_WRONG,
                        "begins with byte 0x50, not with {"),
                onFile(
                        "a header that is an array",
                        weights("[{}]", 0),
                        SafetensorsError.HEADER_START_WRONG,
                        "begins with byte 0x5b"),
                onFile(
                        "a space before the brace",
                        weights(" {}", 0),
                        SafetensorsError.HEADER_START_WRONG,
                        "begins with byte 0x20"),
                onFile(
                        "a byte order mark",
                        weights("\uFEFF{}", 0),
                        SafetensorsError.HEADER_START_WRONG,
                        "begins with byte 0xef"),
                onFile(
                        "a header in UTF-16",
                        weights("{}".getBytes(StandardCharsets.UTF_16LE), 0),
                        SafetensorsError.HEADER_NOT_JSON,
                        "CTRL-CHAR, code 0"),
                onFile(
                        "a name that is not UTF-8",
                        weights("{\"\u00e9\":{}}".getBytes(StandardCharsets.ISO_8859_1), 0),
                        SafetensorsError.HEADER_NOT_UTF8,
                        "is not UTF-8"),
                onFile(
                        "a header that stops in the middle",
                        weights("{\"a\":{\"dtype\":\"F32\",", 0),
                        SafetensorsError.HEADER_NOT_JSON,
                        "Unexpected end-of-input"),
                onFile(
                        "single quotes",
                        weights("{'a':{}}", 0),
                        SafetensorsError.HEADER_NOT_JSON,
                        "Unexpected character"),
                onFile(
                        "a comment",
                        weights("{/* weights */}", 0),
                        SafetensorsError.HEADER_NOT_JSON,
                        "maybe a (non-standard) comment"),
                onFile(
                        "a comma too many",
                        weights("{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},}", 0),
                        SafetensorsError.HEADER_NOT_JSON,
                        "('}'"),
                onFile(
                        "a second object after the header",
                        weights("{}{}", 0),
                        SafetensorsError.HEADER_TRAILING_BYTES,
                        "ends with a brace at character 2, but goes on to character 4"),
                onFile(
                        "padding with line breaks",
                        weights("{} \n\n", 0),
                        SafetensorsError.HEADER_TRAILING_BYTES,
                        "goes on to character 5"),
                onFile(
                        "code hidden in the padding",
                        weights(GOOD + "\0\0#!/bin/sh", 8),
                        SafetensorsError.HEADER_TRAILING_BYTES,
                        "at character 54"));
    }

    private static List<Attack> metadata() {
        return List.of(
                onFile(
                        "metadata that is a string",
                        weights("{\"__metadata__\":\"pt\"}", 0),
                        SafetensorsError.METADATA_INVALID,
                        "is not an object"),
                onFile(
                        "metadata with a number",
                        weights("{\"__metadata__\":{\"version\":1}}", 0),
                        SafetensorsError.METADATA_INVALID,
                        "maps \"version\" to something other than a string"),
                onFile(
                        "metadata with an object",
                        weights("{\"__metadata__\":{\"nested\":{}}}", 0),
                        SafetensorsError.METADATA_INVALID,
                        "maps \"nested\""),
                onFile(
                        "metadata with a key twice",
                        weights("{\"__metadata__\":{\"format\":\"pt\",\"format\":\"tf\"}}", 0),
                        SafetensorsError.METADATA_INVALID,
                        "lists \"format\" twice"),
                onFile(
                        "metadata twice",
                        weights("{\"__metadata__\":{},\"__metadata__\":{}}", 0),
                        SafetensorsError.TENSOR_DUPLICATE,
                        "lists __metadata__ twice"),
                onFile(
                        "a tensor called __metadata__",
                        weights("{\"__metadata__\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1),
                        SafetensorsError.METADATA_INVALID,
                        "maps \"shape\" to something other"));
    }
}
