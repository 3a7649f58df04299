package io.graft.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the suite's own making. Its message is one sentence for a person: what is wrong, what was found and what
 * was expected.
 */
public final class GraftException extends RuntimeException {
    private final ErrorCode code;
    private final String where;
    private final String remedy;

    /**
     * @param where the file, tensor, field or resource at fault, such as {@code model.safetensors: lm_head.weight}
     * @param remedy what the reader can do about it, in one sentence
     */
    public GraftException(ErrorCode code, String where, String message, String remedy) {
        this(code, where, message, remedy, null);
    }

    public GraftException(ErrorCode code, String where, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
        this.where = Objects.requireNonNull(where);
        this.remedy = Objects.requireNonNull(remedy);
    }

    public ErrorCode code() {
        return code;
    }

    public String where() {
        return where;
    }

    public String remedy() {
        return remedy;
    }

    /** The sentence alone, never null. */
    public String sentence() {
        return Objects.requireNonNull(getMessage());
    }
}
