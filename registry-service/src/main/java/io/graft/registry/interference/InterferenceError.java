package io.graft.registry.interference;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;

/** Why adapters cannot be compared here. */
public enum InterferenceError implements ErrorCode {
    /** Fewer than two, more than {@link Lineup#MOST_ADAPTERS}, or one of them twice. */
    INTERFERENCE_ADAPTERS_INVALID(Fault.INVALID),
    /** An adapter was trained on another base, or the base is none. */
    INTERFERENCE_BASE_WRONG(Fault.INVALID),
    /** A whole fine-tune: every byte of it would have to be read. */
    INTERFERENCE_ADAPTERS_ONLY(Fault.UNSUPPORTED),
    /** More than {@link Lineup#MOST_BYTES} of factors. */
    INTERFERENCE_TOO_LARGE(Fault.UNSUPPORTED);

    private final Fault fault;

    InterferenceError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(String where, String sentence, String remedy) {
        return new GraftException(this, where, sentence, remedy);
    }
}
