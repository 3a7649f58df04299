package io.graft.core.safetensors;

import io.graft.core.GraftException;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/** What a header says of one tensor: dtype, shape, data_offsets, each once and nothing else. */
final class TensorEntry {
    private static final int HIGHEST_RANK = 16;

    private final JsonParser json;
    private final String file;
    private final String name;
    private final long dataSize;
    private @Nullable DType dtype;
    private @Nullable Shape shape;
    private long @Nullable [] offsets;

    /** @param json standing at the tensor's value */
    TensorEntry(JsonParser json, String file, String name, long dataSize) {
        this.json = json;
        this.file = file;
        this.name = name;
        this.dataSize = dataSize;
    }

    TensorInfo read() {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw refusal(
                    SafetensorsError.TENSOR_ENTRY_INVALID, "is described by %s, not by an object".formatted(found()));
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            readField(json.currentName());
        }
        return info(required("dtype", dtype), required("shape", shape), required("data_offsets", offsets));
    }

    private void readField(String field) {
        json.nextToken();
        switch (field) {
            case "dtype" -> dtype = readType(dtype);
            case "shape" -> shape = readShape(shape);
            case "data_offsets" -> offsets = readOffsets(offsets);
            default ->
                throw refusal(
                        SafetensorsError.TENSOR_KEY_UNKNOWN,
                        "has a field \"%s\", which does not exist".formatted(field));
        }
    }

    private DType readType(@Nullable DType earlier) {
        requireFirst("dtype", earlier);
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw refusal(
                    SafetensorsError.TENSOR_TYPE_UNKNOWN, "states dtype as %s, not as a string".formatted(found()));
        }
        String type = json.getString();
        return DType.named(type)
                .orElseThrow(() -> refusal(
                        SafetensorsError.TENSOR_TYPE_UNKNOWN,
                        "has the dtype \"%.20s\", which is none of %s".formatted(type, List.of(DType.values()))));
    }

    private Shape readShape(@Nullable Shape earlier) {
        requireFirst("shape", earlier);
        long[] dims = readNumbers(SafetensorsError.TENSOR_SHAPE_INVALID, "shape", HIGHEST_RANK);
        try {
            return Shape.of(dims);
        } catch (GraftException e) {
            throw refusal(SafetensorsError.TENSOR_SHAPE_INVALID, "is refused: " + e.sentence());
        }
    }

    private long[] readOffsets(long @Nullable [] earlier) {
        requireFirst("data_offsets", earlier);
        long[] numbers = readNumbers(SafetensorsError.TENSOR_OFFSETS_INVALID, "data_offsets", 2);
        if (numbers.length < 2) {
            throw refusal(SafetensorsError.TENSOR_OFFSETS_INVALID, "states data_offsets without a begin and an end");
        }
        return numbers;
    }

    private long[] readNumbers(SafetensorsError code, String field, int most) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw refusal(code, "states %s as %s, not as an array".formatted(field, found()));
        }
        LongStream.Builder numbers = LongStream.builder();
        for (int count = 0; json.nextToken() != JsonToken.END_ARRAY; count++) {
            if (count == most) {
                throw refusal(code, "states %s as more than %d numbers".formatted(field, most));
            }
            numbers.add(readNumber(code, field));
        }
        return numbers.build().toArray();
    }

    private long readNumber(SafetensorsError code, String field) {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw refusal(code, "states %s with %s, which is not a whole number".formatted(field, found()));
        }
        if (json.getNumberType() == NumberType.BIG_INTEGER) {
            throw refusal(code, "states %s with a number beyond 64 bits".formatted(field));
        }
        if (json.getLongValue() < 0) {
            throw refusal(code, "states %s with the negative number %d".formatted(field, json.getLongValue()));
        }
        return json.getLongValue();
    }

    private TensorInfo info(DType type, Shape dims, long[] span) {
        long begin = span[0];
        long end = span[1];
        if (begin > end) {
            throw refusal(
                    SafetensorsError.TENSOR_OFFSETS_INVALID, "begins at byte %d and ends at %d".formatted(begin, end));
        }
        requireLength(type, dims, end - begin);
        if (end > dataSize) {
            throw refusal(
                    SafetensorsError.TENSOR_BEYOND_END,
                    "ends at byte %d of the data, but the file holds only %d".formatted(end, dataSize));
        }
        return new TensorInfo(name, type, dims, begin, end);
    }

    private void requireLength(DType type, Shape dims, long length) {
        if (dims.elements() > Long.MAX_VALUE / type.bytes()) {
            throw refusal(
                    SafetensorsError.TENSOR_SHAPE_INVALID,
                    "is %s %s, more bytes than a 64-bit number can count".formatted(type, dims));
        }
        if (length != dims.elements() * type.bytes()) {
            throw refusal(
                    SafetensorsError.TENSOR_LENGTH_MISMATCH,
                    "is %s %s, which takes %d bytes, but its data_offsets span %d"
                            .formatted(type, dims, dims.elements() * type.bytes(), length));
        }
    }

    /** The value that the parser stands at, in short. */
    private String found() {
        String sign = json.currentToken().asString();
        return sign == null ? "%.20s".formatted(json.getString()) : sign;
    }

    private void requireFirst(String field, @Nullable Object earlier) {
        if (earlier != null) {
            throw refusal(SafetensorsError.TENSOR_KEY_DUPLICATE, "states %s twice".formatted(field));
        }
    }

    private <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw refusal(SafetensorsError.TENSOR_KEY_MISSING, "does not state %s".formatted(field));
        }
        return value;
    }

    private GraftException refusal(SafetensorsError code, String what) {
        return code.at(file + ": " + name, "%s of %s %s".formatted(name, file, what));
    }
}
