package io.graft.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private final Map<String, Object> details;

    /**
     * @param where the file, tensor, field or resource at fault, such as {@code model.safetensors: lm_head.weight}
     * @param remedy what the reader can do about it, in one sentence
     */
    public GraftException(ErrorCode code, String where, String message, String remedy) {
        this(code, where, message, remedy, null);
    }

    public GraftException(ErrorCode code, String where, String message, String remedy, @Nullable Throwable cause) {
        this(code, where, message, remedy, cause, Map.of());
    }

    private GraftException(
            ErrorCode code,
            String where,
            String message,
            String remedy,
            @Nullable Throwable cause,
            Map<String, Object> details) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
        this.where = Objects.requireNonNull(where);
        this.remedy = Objects.requireNonNull(remedy);
        this.details = details;
    }

    /** The same error with something more for machines to read, such as all {@code findings} or missing {@code paths}. */
    public GraftException with(String name, Object detail) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, detail);
        return new GraftException(code, where, sentence(), remedy, this, more);
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

    /** What {@link #with} added, in order. */
    public Map<String, Object> details() {
        return Collections.unmodifiableMap(details);
    }

    /** The sentence alone, never null. */
    public String sentence() {
        return Objects.requireNonNull(getMessage());
    }
}
