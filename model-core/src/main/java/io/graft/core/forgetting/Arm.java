package io.graft.core.forgetting;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One of the models that were asked the same questions.
 *
 * @param name the version, such as {@code acme/chat@3}, or another name that is unique in the report
 */
public record Arm(String name, Role role, List<TaskScores> tasks) {
    /** What a model is to the one that is judged. */
    public enum Role {
        /** What everything began with. */
        BASE,
        /** The base with the adapter, unmerged. */
        ADAPTED,
        /** The merge that is judged. */
        MERGED,
        /** One of the models that were merged. */
        PARENT;

        /** The word used in JSON: {@code base}, {@code adapted}, {@code merged}, {@code parent}. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Arm {
        tasks = List.copyOf(tasks);
    }

    Optional<TaskScores> task(String name) {
        return tasks.stream().filter(scores -> scores.task().equals(name)).findFirst();
    }
}
