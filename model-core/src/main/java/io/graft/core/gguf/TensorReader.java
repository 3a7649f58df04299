package io.graft.core.gguf;

import io.graft.core.GraftException;
import io.graft.core.tensor.Shape;
import java.util.HashSet;
import java.util.Set;

/** Reads the entries of the header that describe tensors. */
final class TensorReader {
    static final int LEAST_BYTES = 24;
    static final int MOST_TENSORS = 1 << 18;
    private static final int MOST_NAME_BYTES = 1024;
    private static final int MOST_DIMENSIONS = 4;

    private final String file;
    private final HeaderCursor cursor;
    private final long alignment;
    private final Set<String> names = new HashSet<>();

    TensorReader(String file, HeaderCursor cursor, long alignment) {
        this.file = file;
        this.cursor = cursor;
        this.alignment = alignment;
    }

    GgufHeader.Placed read() {
        String name = cursor.name(MOST_NAME_BYTES);
        if (!names.add(name)) {
            throw GgufError.GGUF_TENSOR_DUPLICATE.at(where(name), "%s has the tensor %s twice".formatted(file, name));
        }
        Shape shape = shape(name);
        PlannedTensor tensor = tensor(name, type(name), shape);
        return new GgufHeader.Placed(tensor, offset(name));
    }

    /** The file has the innermost dimension first. */
    private Shape shape(String name) {
        int rank = cursor.int32();
        if (rank < 0 || rank > MOST_DIMENSIONS) {
            throw invalid(name, "has %s dimensions; there are at most 4".formatted(Integer.toUnsignedString(rank)));
        }
        long[] dims = new long[rank];
        for (int i = rank - 1; i >= 0; i--) {
            dims[i] = cursor.int64();
        }
        try {
            return Shape.of(dims);
        } catch (GraftException e) {
            throw GgufError.GGUF_TENSOR_SHAPE_INVALID.at(where(name), name + ": " + e.sentence(), e);
        }
    }

    private BlockType type(String name) {
        int id = cursor.int32();
        return BlockType.of(id)
                .filter(_ -> id >= 0)
                .orElseThrow(() -> GgufError.BLOCK_TYPE_UNKNOWN.at(
                        where(name),
                        "%s is stored as ggml's type %s, which Graft does not read"
                                .formatted(name, Integer.toUnsignedString(id))));
    }

    private PlannedTensor tensor(String name, BlockType type, Shape shape) {
        if (!type.fits(shape)) {
            throw invalid(
                    name,
                    "has the shape %s, whose rows are no whole blocks of %s: %d elements"
                            .formatted(shape, type, type.elements()));
        }
        try {
            type.bytes(shape.elements());
        } catch (ArithmeticException _) {
            throw invalid(name, "has the shape %s: more bytes than a 64-bit number can count".formatted(shape));
        }
        return new PlannedTensor(name, type, shape);
    }

    private long offset(String name) {
        long offset = cursor.int64();
        if (Long.remainderUnsigned(offset, alignment) != 0) {
            throw GgufError.GGUF_TENSOR_MISALIGNED.at(
                    where(name),
                    "%s begins at %s, no multiple of %d".formatted(name, Long.toUnsignedString(offset), alignment));
        }
        return offset;
    }

    private GraftException invalid(String name, String what) {
        return GgufError.GGUF_TENSOR_SHAPE_INVALID.at(where(name), "%s of %s %s".formatted(name, file, what));
    }

    private String where(String name) {
        return file + ": " + name;
    }
}
