package io.graft.registry.release;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can go wrong with releases, their rules and their runs. */
public enum ReleaseError implements ErrorCode {
    RULE_NOT_FOUND(Fault.MISSING),
    /** The rule was written anew since the one that the request names. */
    RULE_CHANGED(Fault.CONFLICT),
    /** The name in the document is not the one in the address. */
    RULE_NAME_WRONG(Fault.INVALID),
    RULE_VALUE_INVALID(Fault.INVALID),
    /** The recipe has a placeholder that nobody fills in. */
    RULE_PLACEHOLDER_UNKNOWN(Fault.INVALID),
    RULE_TEMPLATE_INVALID(Fault.INVALID),
    RULE_SUITE_UNKNOWN(Fault.INVALID),
    RULE_GATE_UNKNOWN(Fault.INVALID),
    /** What the rule releases would start the rule again. */
    RULE_CYCLE(Fault.CONFLICT),
    /** The rule has nothing to do with this version. */
    RULE_DOES_NOT_MATCH(Fault.INVALID),
    RUN_NOT_FOUND(Fault.MISSING),
    /** The recipe is made from the champion, and the alias stands nowhere yet. */
    RUN_CHAMPION_MISSING(Fault.CONFLICT),
    /** What is asked of the run is not possible in the state it is in. */
    RUN_STATE_WRONG(Fault.CONFLICT),
    /** Whoever approves or rejects does not have the role that the gate asks for. */
    RUN_ROLE_MISSING(Fault.INVALID),
    /** There is neither a recipe that was pinned nor a version that was made to go on from. */
    RUN_STEP_IMPOSSIBLE(Fault.CONFLICT),
    /** A step of a run has failed; the run says why. */
    RUN_STEP_FAILED(Fault.CONFLICT);

    private final Fault fault;

    ReleaseError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
