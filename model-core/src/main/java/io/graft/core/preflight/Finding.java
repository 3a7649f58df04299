package io.graft.core.preflight;

import io.graft.core.GraftException;

/**
 * Something found out about a merge, an adapter or a version before it was used.
 *
 * @param code a stable name, such as {@code BASE_MISMATCH}
 * @param where the file, tensor, field or version it is about
 * @param message one sentence: what was found and what was expected
 * @param remedy what the reader can do about it, in one sentence
 */
public record Finding(String code, Severity severity, String where, String message, String remedy) {
    /** The finding that says what an exception says. */
    public static Finding of(GraftException error) {
        return new Finding(error.code().name(), Severity.ERROR, error.where(), error.sentence(), error.remedy());
    }

    /** The same about another place. */
    public Finding at(String place) {
        return new Finding(code, severity, place, message, remedy);
    }
}
