package io.graft.core.gguf;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a GGUF file, each with what to do about it. */
public enum GgufError implements ErrorCode {
    GGUF_MISSING(Fault.MISSING, "Check the path."),
    GGUF_UNREADABLE(Fault.ENVIRONMENT, "Check the disk and the permissions of the file, then try again."),
    GGUF_MAGIC_WRONG("Check that this is a GGUF file at all."),
    GGUF_BIG_ENDIAN(Fault.UNSUPPORTED, "Convert it with gguf-convert-endian of the gguf Python package."),
    GGUF_VERSION_UNSUPPORTED(Fault.UNSUPPORTED, "Convert the model again with a current llama.cpp."),
    GGUF_TRUNCATED("Download or copy the file again: it is not complete."),
    GGUF_LIMIT_EXCEEDED("Check that this file comes from where it is said to come from; no model needs as much."),
    GGUF_TEXT_INVALID(Remedy.AGAIN),
    METADATA_KEY_DUPLICATE(Remedy.AGAIN),
    METADATA_TYPE_UNKNOWN(Remedy.AGAIN),
    METADATA_VALUE_INVALID(Remedy.AGAIN),
    METADATA_ARRAY_NESTED(Fault.UNSUPPORTED, "Let arrays hold plain values only, as llama.cpp does."),
    ALIGNMENT_INVALID("Let general.alignment be a power of two."),
    GGUF_TENSOR_DUPLICATE(Remedy.AGAIN),
    GGUF_TENSOR_SHAPE_INVALID(Remedy.AGAIN),
    GGUF_TENSOR_MISALIGNED(Remedy.AGAIN),
    GGUF_TENSOR_BEYOND_END("Download or copy the file again: it is not complete."),
    GGUF_TENSOR_OVERLAP(Remedy.AGAIN),
    GGUF_TENSOR_NOT_FOUND(Fault.MISSING, "Use one of the names that the file lists."),
    BLOCK_TYPE_UNKNOWN(
            Fault.UNSUPPORTED,
            "Use one of F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K and Q8_K."),
    BLOCK_TYPE_NOT_WRITABLE(Fault.UNSUPPORTED, "Use one of F32, F16, BF16, Q8_0, Q4_0 and Q4_K.");

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private final Fault fault;
    private final String remedy;

    GgufError(String remedy) {
        this(Fault.INVALID, remedy);
    }

    GgufError(Fault fault, String remedy) {
        this.fault = fault;
        this.remedy = remedy;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(String where, String message) {
        return at(where, message, null);
    }

    GraftException at(String where, String message, @Nullable Throwable cause) {
        return new GraftException(this, printable(where), printable(message), remedy, cause);
    }

    /** Names come from the file: what would move the cursor, colour the terminal or break the line is shown as a question mark. */
    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    private static final class Remedy {
        static final String AGAIN = "Convert the model again with a current llama.cpp.";
    }
}
