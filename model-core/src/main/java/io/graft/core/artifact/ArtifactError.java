package io.graft.core.artifact;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can be wrong with an artifact. */
public enum ArtifactError implements ErrorCode {
    DIGEST_MALFORMED,
    MANIFEST_EMPTY,
    MANIFEST_DUPLICATE_PATH,
    FILE_PATH_UNSAFE,
    FILE_SIZE_NEGATIVE,
    FILE_FORMAT_FORBIDDEN;

    @Override
    public Fault fault() {
        return Fault.INVALID;
    }
}
