package io.graft.core.xet;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import org.jspecify.annotations.Nullable;

/** What can be wrong with what a client of Xet sends. */
public enum XetError implements ErrorCode {
    XET_HASH_MALFORMED,
    XORB_MALFORMED,
    XORB_TOO_LARGE,
    SHARD_MALFORMED;

    private static final String REMEDY = "Send it again with a client that follows the Xet protocol.";

    @Override
    public Fault fault() {
        return Fault.INVALID;
    }

    GraftException at(String where, String what) {
        return at(where, what, null);
    }

    GraftException at(String where, String what, @Nullable Throwable cause) {
        return new GraftException(this, where, what, REMEDY, cause);
    }
}
