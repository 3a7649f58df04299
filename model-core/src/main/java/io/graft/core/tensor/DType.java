package io.graft.core.tensor;

import io.graft.core.GraftException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The type of a tensor's elements, named as safetensors names it.
 *
 * <p>The floating-point types convert to and from {@code double}. To {@code double} is always exact; from {@code double} rounds
 * once, to nearest, ties to even, keeps subnormals, overflows to infinity (F8_E4M3 has none: to NaN) and keeps a NaN a quiet NaN.
 */
public enum DType {
    F64(Double.BYTES, "float64"),
    F32(Float.BYTES, "float32"),
    F16("float16", SmallFloat.F16),
    BF16("bfloat16", SmallFloat.BF16),
    F8_E4M3("float8_e4m3fn", SmallFloat.E4M3),
    F8_E5M2("float8_e5m2", SmallFloat.E5M2),
    I64(Long.BYTES, "int64"),
    I32(Integer.BYTES, "int32"),
    I16(Short.BYTES, "int16"),
    I8(Byte.BYTES, "int8"),
    U64(Long.BYTES, "uint64"),
    U32(Integer.BYTES, "uint32"),
    U16(Short.BYTES, "uint16"),
    U8(Byte.BYTES, "uint8"),
    BOOL(Byte.BYTES, "bool");

    private static final String TORCH = "torch.";

    private final int bytes;
    private final String torchName;
    private final @Nullable SmallFloat small;

    DType(int bytes, String torchName) {
        this.bytes = bytes;
        this.torchName = torchName;
        this.small = null;
    }

    DType(String torchName, SmallFloat small) {
        this.bytes = small.bytes();
        this.torchName = torchName;
        this.small = small;
    }

    /** Reads a name of safetensors ({@code BF16}) or of torch ({@code bfloat16}, {@code torch.bfloat16}). */
    public static DType parse(String name) {
        String plain = name.startsWith(TORCH) ? name.substring(TORCH.length()) : name;
        return named(plain.toUpperCase(Locale.ROOT)).or(() -> ofTorch(plain)).orElseThrow(() -> unknown(name));
    }

    /** The type that safetensors spells exactly so. */
    public static Optional<DType> named(String name) {
        return Arrays.stream(values())
                .filter(dtype -> dtype.name().equals(name))
                .findFirst();
    }

    private static Optional<DType> ofTorch(String name) {
        return Arrays.stream(values())
                .filter(dtype -> dtype.torchName.equals(name))
                .findFirst();
    }

    /** The size of one element. */
    public int bytes() {
        return bytes;
    }

    /** What torch and config.json call this type: {@code bfloat16}. */
    public String torchName() {
        return torchName;
    }

    public boolean isFloat() {
        return this == F64 || this == F32 || small != null;
    }

    /** The value of an element of a floating-point type, from its bits in the low end of {@code bits}. */
    public double toDouble(long bits) {
        if (small != null) {
            return small.toDouble((int) bits);
        }
        if (this == F32) {
            return Float.intBitsToFloat((int) bits);
        }
        return Double.longBitsToDouble(requireFloat(bits));
    }

    /** The bits of the element of a floating-point type that is nearest to {@code value}. */
    public long fromDouble(double value) {
        if (small != null) {
            return small.round(value);
        }
        if (this == F32) {
            return Integer.toUnsignedLong(Float.floatToRawIntBits((float) value));
        }
        return requireFloat(Double.doubleToRawLongBits(value));
    }

    private long requireFloat(long bits) {
        if (isFloat()) {
            return bits;
        }
        throw notFloat();
    }

    GraftException notFloat() {
        return new GraftException(
                TensorError.DTYPE_NOT_FLOAT,
                name(),
                "Elements of type %s are not floating-point numbers".formatted(name()),
                "Use a tensor of type F64, F32, F16, BF16, F8_E4M3 or F8_E5M2.");
    }

    private static GraftException unknown(String name) {
        return new GraftException(
                TensorError.DTYPE_UNKNOWN,
                name,
                "\"%s\" is not an element type".formatted(name),
                "Use one of float64, float32, float16, bfloat16, or a name of safetensors such as BF16.");
    }
}
