package io.graft.core.quantization;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.ConfigFile;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What bitsandbytes keeps beside a weight of four bits, as JSON in a tensor of bytes.
 *
 * @param dtype what the weight was before
 * @param nestedBlockSize so many scales share one of the scales' own scales
 * @param nestedOffset what is added to scales that are quantised themselves
 */
record QuantState(Shape shape, DType dtype, int blockSize, int nestedBlockSize, float nestedOffset) {
    private static final Pattern NAME = Pattern.compile("(.+)\\.quant_state\\.bitsandbytes__(nf4|fp4)");
    static final int MOST_BYTES = 1 << 16;

    static boolean is(String tensor) {
        return NAME.matcher(tensor).matches();
    }

    /** The weight that a tensor of this name is about. */
    static String weight(String tensor) {
        Matcher name = NAME.matcher(tensor);
        if (!name.matches()) {
            throw new IllegalArgumentException(tensor + " is no state. Indicates a bug");
        }
        return name.group(1);
    }

    static QuantState read(Tensor tensor, Path folder) {
        String where = folder + ": " + tensor.name();
        if (tensor.bytes() > MOST_BYTES) {
            throw invalid(where, "holds %d bytes".formatted(tensor.bytes()));
        }
        JsonNode json = ConfigFile.read(new ByteArrayInputStream(tensor.data().toArray(JAVA_BYTE)), where);
        return new QuantState(
                shape(json.path("shape"), where),
                dtype(json.path("dtype").asString(""), where),
                count(json, "blocksize", 64, where),
                count(json, "nested_blocksize", 256, where),
                (float) json.path("nested_offset").asDouble(0));
    }

    private static Shape shape(JsonNode dims, String where) {
        if (!dims.isArray() || dims.isEmpty() || dims.size() > 8) {
            throw invalid(where, "states no shape");
        }
        long[] shape = new long[dims.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dims.get(i).isIntegralNumber() ? dims.get(i).longValue() : -1;
            if (shape[i] < 1 || shape[i] > Integer.MAX_VALUE) {
                throw invalid(where, "states the shape %.80s".formatted(dims));
            }
        }
        return Shape.of(shape);
    }

    private static DType dtype(String name, String where) {
        DType dtype = name.isEmpty() ? DType.BF16 : DType.parse(name);
        if (dtype != DType.F32 && dtype != DType.F16 && dtype != DType.BF16) {
            throw invalid(where, "states that the weight was %s".formatted(dtype));
        }
        return dtype;
    }

    private static int count(JsonNode json, String key, int usual, String where) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return usual;
        }
        if (!value.isInt() || value.intValue() < 1) {
            throw invalid(where, "states %s %.40s".formatted(key, value));
        }
        return value.intValue();
    }

    private static GraftException invalid(String where, String fault) {
        return QuantizationError.QUANTIZATION_INVALID.at(where, "%s %s".formatted(where, fault));
    }
}
