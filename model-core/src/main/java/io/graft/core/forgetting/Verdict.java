package io.graft.core.forgetting;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/** Whether a model is no worse than another by more than a margin. In JSON, {@code verdict} is the name. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verdict")
public sealed interface Verdict {
    /** {@code PASS}, {@code FAIL} or {@code INCONCLUSIVE}. */
    String word();

    /** Even the lower bound of the change is above minus the margin. */
    @JsonTypeName(Pass.WORD)
    record Pass() implements Verdict {
        static final String WORD = "PASS";

        @Override
        public String word() {
            return WORD;
        }
    }

    /** Even the upper bound of the change is below minus the margin. */
    @JsonTypeName(Fail.WORD)
    record Fail() implements Verdict {
        static final String WORD = "FAIL";

        @Override
        public String word() {
            return WORD;
        }
    }

    /**
     * The documents do not tell.
     *
     * @param documentsNeeded how many more would; null if no number of them is expected to
     */
    @JsonTypeName(Inconclusive.WORD)
    record Inconclusive(@Nullable Long documentsNeeded) implements Verdict {
        static final String WORD = "INCONCLUSIVE";

        @Override
        public String word() {
            return WORD;
        }
    }
}
