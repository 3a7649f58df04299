package io.graft.core.artifact;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can be wrong with an artifact. */
public enum ArtifactError implements ErrorCode {
    DIGEST_MALFORMED(Fault.INVALID),
    MANIFEST_EMPTY(Fault.INVALID),
    MANIFEST_DUPLICATE_PATH(Fault.INVALID),
    FILE_PATH_UNSAFE(Fault.INVALID),
    FILE_SIZE_NEGATIVE(Fault.INVALID),
    FILE_FORMAT_FORBIDDEN(Fault.INVALID),
    FILE_NOT_PLAIN(Fault.INVALID),
    FOLDER_NOT_FOUND(Fault.MISSING),
    FOLDER_UNREADABLE(Fault.ENVIRONMENT);

    private final Fault fault;

    ArtifactError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
