package io.graft.registry.gate;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;

/** What can be wrong with a gate. */
public enum GateError implements ErrorCode {
    GATE_NOT_FOUND(Fault.MISSING),
    /** The text is neither YAML nor JSON. */
    GATE_SYNTAX(Fault.INVALID),
    GATE_TOO_LARGE(Fault.INVALID),
    GATE_UNKNOWN_KEY(Fault.INVALID),
    /** A field is missing, or of another type. */
    GATE_MALFORMED(Fault.INVALID),
    /** A condition that no version could be judged by. */
    GATE_CONDITION_INVALID(Fault.INVALID),
    VERDICT_NOT_FOUND(Fault.MISSING);

    private final Fault fault;

    GateError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(String where, String sentence, String remedy) {
        return new GraftException(this, where, sentence, remedy);
    }

    /** A condition's field that cannot be as it is. */
    static GraftException refused(String field, String sentence, String remedy) {
        return GATE_CONDITION_INVALID.at(field, sentence, remedy);
    }
}
