package io.graft.registry.merge;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.util.UUID;

/** What can go wrong with a merge, besides what is wrong with its recipe or its inputs. */
public enum MergeError implements ErrorCode {
    MERGE_NOT_FOUND(Fault.MISSING),
    /** Neither, or both, of a recipe's id and its text. */
    MERGE_RECIPE_MISSING(Fault.INVALID),
    /** The recipe names a folder where only registered versions can be had. */
    MERGE_INPUT_NOT_REGISTERED(Fault.INVALID),
    /** An adapter stands where a model is expected, or the other way round. */
    MERGE_INPUT_KIND_WRONG(Fault.INVALID),
    /** A merge is cut into 1 to {@link Cut#MOST_PARTS} parts, and files of at least a byte. */
    MERGE_CUT_INVALID(Fault.INVALID),
    /** Preflight found errors; the problem's {@code findings} are all it found. */
    MERGE_REFUSED(Fault.INVALID),
    /** A policy names no code that it can be about, no severity, or no reason. */
    FINDING_POLICY_INVALID(Fault.INVALID),
    /** The worker of a part says that it is done, and has not said what it made. */
    MERGE_PART_MISSING(Fault.INVALID),
    /** Another merge of the same recipe and inputs has taken its place. */
    MERGE_SUPERSEDED(Fault.CONFLICT),
    /** What the worker made was found to be wrong; the problem's {@code findings} say how. */
    MERGE_RESULT_REJECTED(Fault.INVALID),
    /** The merge was stopped by a person, or failed; its version will not appear. */
    MERGE_ABANDONED(Fault.CONFLICT),
    /** The merge failed long ago, and the parts that were made have been swept. */
    MERGE_PARTS_GONE(Fault.CONFLICT);

    private final Fault fault;

    MergeError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    static GraftException nothingToProve(UUID id) {
        return new GraftException(
                MERGE_ABANDONED,
                id.toString(),
                "What merge %s made was rejected, so there is nothing left to prove".formatted(id),
                "Ask for the merge again.");
    }

    static GraftException notFound(UUID id) {
        return new GraftException(
                MERGE_NOT_FOUND,
                id.toString(),
                "There is no merge %s".formatted(id),
                "List the merges to find its id.");
    }
}
