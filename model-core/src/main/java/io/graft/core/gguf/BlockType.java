package io.graft.core.gguf;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How ggml stores elements: in blocks of a fixed number of elements and bytes. The plain types have blocks of one element; the
 * others keep a few bits for each element, and scales for the block.
 */
public enum BlockType {
    F32(0, 1, 4, 0),
    F16(1, 1, 2, 1),
    Q4_0(2, 32, 18, 2),
    Q4_1(3, 32, 20, 3),
    Q5_0(6, 32, 22, 8),
    Q5_1(7, 32, 24, 9),
    Q8_0(8, 32, 34, 7),
    Q2_K(10, 256, 84, 10),
    Q3_K(11, 256, 110, 11),
    Q4_K(12, 256, 144, 14),
    Q5_K(13, 256, 176, 16),
    Q6_K(14, 256, 210, 18),
    Q8_K(15, 256, 292, -1),
    BF16(30, 1, 2, 32);

    private final int id;
    private final int elements;
    private final int bytes;
    private final int fileType;

    BlockType(int id, int elements, int bytes, int fileType) {
        this.id = id;
        this.elements = elements;
        this.bytes = bytes;
        this.fileType = fileType;
    }

    /** The type that ggml numbers so. */
    public static Optional<BlockType> of(int id) {
        return Arrays.stream(values()).filter(type -> type.id == id).findFirst();
    }

    /** Reads a name such as {@code q8_0} or {@code Q4_K}. */
    public static BlockType parse(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> GgufError.BLOCK_TYPE_UNKNOWN.at(
                        name, "\"%s\" is not a type of GGUF's tensors".formatted(name)));
    }

    /** The number by which ggml knows the type. */
    public int id() {
        return id;
    }

    /** How many elements a block has. */
    public int elements() {
        return elements;
    }

    /** The size of a block. */
    public int bytes() {
        return bytes;
    }

    /** What {@code general.file_type} says of a file whose matrices are of this type. */
    public int fileType() {
        return fileType;
    }

    /** Whether elements are stored as they are, without blocks. */
    public boolean isPlain() {
        return elements == 1;
    }

    /** Whether Graft writes the type, and not only reads it. */
    public boolean isWritable() {
        return format() instanceof BlockFormat.Writable;
    }

    /** Whether rows of a tensor of this shape are whole blocks. */
    public boolean fits(Shape shape) {
        return (shape.rank() == 0 ? 1 : shape.dim(shape.rank() - 1)) % elements == 0;
    }

    /** The size of so many elements, which are whole blocks. */
    public long bytes(long count) {
        return Math.multiplyExact(count / elements, (long) bytes);
    }

    /**
     * Decodes blocks to floats.
     *
     * @param from the blocks, from its start on
     */
    public void decode(byte[] from, int blocks, float[] into) {
        BlockFormat format = format();
        for (int i = 0; i < blocks; i++) {
            format.decode(from, i * bytes, into, i * elements);
        }
    }

    /** Encodes floats, from the start of {@code from} on, as blocks. */
    public void encode(float[] from, int blocks, byte[] into) {
        if (format() instanceof BlockFormat.Writable format) {
            for (int i = 0; i < blocks; i++) {
                format.encode(from, i * elements, into, i * bytes);
            }
        } else {
            throw GgufError.BLOCK_TYPE_NOT_WRITABLE.at(name(), "%s is read, but not written".formatted(name()));
        }
    }

    private BlockFormat format() {
        return switch (this) {
            case F32 -> new PlainFormat(DType.F32);
            case F16 -> new PlainFormat(DType.F16);
            case BF16 -> new PlainFormat(DType.BF16);
            case Q4_0 -> new NibbleFormat();
            case Q4_1 -> new SmallFormat(false, true);
            case Q5_0 -> new SmallFormat(true, false);
            case Q5_1 -> new SmallFormat(true, true);
            case Q8_0 -> new ByteFormat();
            case Q2_K -> new TwoBitFormat();
            case Q3_K -> new ThreeBitFormat();
            case Q4_K -> new FourBitFormat();
            case Q5_K -> new FiveBitFormat();
            case Q6_K -> new SixBitFormat();
            case Q8_K -> new EightBitFormat();
        };
    }
}
