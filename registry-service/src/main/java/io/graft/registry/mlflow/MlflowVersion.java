package io.graft.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A version as MLflow's clients read it.
 *
 * @param currentStage always {@code None}: this registry has aliases instead
 * @param source where it came from, as the registry itself names it
 * @param statusMessage why it is to be used no more, where it is not
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record MlflowVersion(
        String name,
        String version,
        long creationTimestamp,
        long lastUpdatedTimestamp,
        String currentStage,
        String description,
        String source,
        String runId,
        String runLink,
        String status,
        @Nullable String statusMessage,
        List<MlflowTag> tags,
        List<String> aliases) {
    static final String NO_STAGE = "None";

    /** The answer that holds one. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Answer(MlflowVersion modelVersion) {}

    /** The answer that holds some, with the token of the page after. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answers(
            List<MlflowVersion> modelVersions, @Nullable String nextPageToken) {}
}
