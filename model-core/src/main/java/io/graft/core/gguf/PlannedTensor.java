package io.graft.core.gguf;

import io.graft.core.tensor.Shape;

/** A tensor that is in a file, or is to be. */
public record PlannedTensor(String name, BlockType type, Shape shape) {
    public PlannedTensor {
        if (!type.fits(shape)) {
            throw GgufError.GGUF_TENSOR_SHAPE_INVALID.at(
                    name,
                    "Rows of %s of shape %s are no whole blocks of %s, which have %d elements"
                            .formatted(name, shape, type, type.elements()));
        }
    }

    /** The size of its blocks. */
    public long bytes() {
        return type.bytes(shape.elements());
    }
}
