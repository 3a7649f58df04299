package io.graft.core.attestation;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;

/** What can be wrong with a signed statement, or with what it speaks of. */
public enum AttestationError implements ErrorCode {
    KEY_MALFORMED(Fault.INVALID),
    ATTESTATION_MISSING(Fault.MISSING),
    ATTESTATION_MALFORMED(Fault.INVALID),
    ATTESTATION_KEY_UNKNOWN(Fault.INVALID),
    ATTESTATION_SIGNATURE_WRONG(Fault.INVALID),
    ATTESTED_FILE_MISSING(Fault.INVALID),
    ATTESTED_FILE_DIFFERS(Fault.INVALID),
    FILE_NOT_ATTESTED(Fault.INVALID);

    private final Fault fault;

    AttestationError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(String where, String message, String remedy) {
        return new GraftException(this, where, message, remedy);
    }

    static GraftException malformed(String where, String message, Exception cause) {
        return new GraftException(
                ATTESTATION_MALFORMED,
                where,
                message,
                "Fetch the attestation anew; it is a DSSE envelope with an in-toto statement.",
                cause);
    }
}
