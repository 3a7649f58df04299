package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.graft.registry.evaluation.Measurements;
import java.util.Optional;

/** What a gate asks of a version. Written as one key with its settings: {@code size: {atMost: 10 GB}}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
public sealed interface Condition
        permits VerificationCondition,
                FindingsCondition,
                ScoreCondition,
                ForgettingCondition,
                SizeCondition,
                LicenceCondition,
                ApprovalCondition {
    /** Judges a version by what is known of it now. */
    Judged judge(Subject subject);

    /**
     * The same with everything it names pinned.
     *
     * @throws io.graft.core.GraftException if it names something that is not there; {@code where} is the field
     */
    default Condition pinned(Measurements measurements) {
        return this;
    }

    /** The suite that has to be run before this can be judged, as {@code namespace/name@number}. */
    default Optional<String> neededSuite() {
        return Optional.empty();
    }

    /** The role that has to approve. */
    default Optional<String> neededRole() {
        return Optional.empty();
    }
}
