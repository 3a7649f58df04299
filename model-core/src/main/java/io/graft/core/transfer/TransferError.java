package io.graft.core.transfer;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can go wrong while bytes move. */
public enum TransferError implements ErrorCode {
    /** The other side said no: the URL has expired, or what it names is gone. */
    TRANSFER_REFUSED(Fault.CONFLICT),
    /** The network or the other side failed, also when tried again. */
    TRANSFER_FAILED(Fault.ENVIRONMENT),
    /** All bytes arrived, but they are not the ones that the digest names. */
    TRANSFER_CORRUPT(Fault.ENVIRONMENT),
    /** A local file changed or cannot be read or written. */
    TRANSFER_FILE(Fault.ENVIRONMENT);

    private final Fault fault;

    TransferError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
