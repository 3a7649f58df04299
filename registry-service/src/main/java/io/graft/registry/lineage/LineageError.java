package io.graft.registry.lineage;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can be wrong with the ancestry of a version, or a question about it. */
public enum LineageError implements ErrorCode {
    LINEAGE_CYCLE(Fault.CONFLICT),
    LINEAGE_DIRECTION_UNKNOWN(Fault.INVALID),
    LINEAGE_DEPTH_OUT_OF_RANGE(Fault.INVALID);

    private final Fault fault;

    LineageError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
