package io.graft.registry.withdrawal;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.util.UUID;

/** What can go wrong with taking versions back. */
public enum WithdrawalError implements ErrorCode {
    WITHDRAWAL_NOT_FOUND(Fault.MISSING),
    /** A reason says something, in a few sentences. */
    WITHDRAWAL_REASON_INVALID(Fault.INVALID),
    /** The version was withdrawn before, and that still holds. */
    WITHDRAWAL_IN_FORCE(Fault.CONFLICT),
    /** The withdrawal was taken back. */
    WITHDRAWAL_LIFTED(Fault.CONFLICT),
    /** The withdrawal has left no merged version of that name to be made again. */
    PROPOSAL_NOT_FOUND(Fault.MISSING),
    /** What goes into it has to be made again first. */
    PROPOSAL_WAITS(Fault.CONFLICT),
    /** There is no recipe without what was withdrawn. */
    PROPOSAL_IMPOSSIBLE(Fault.CONFLICT);

    private final Fault fault;

    WithdrawalError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    static GraftException notFound(UUID id) {
        return new GraftException(
                WITHDRAWAL_NOT_FOUND,
                id.toString(),
                "There is no withdrawal %s".formatted(id),
                "List the withdrawals to find its id.");
    }

    static GraftException lifted(UUID id) {
        return new GraftException(
                WITHDRAWAL_LIFTED,
                id.toString(),
                "The withdrawal was lifted already",
                "Withdraw the version again if it has to be.");
    }
}
