package io.graft.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A registered model as MLflow's clients read it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record MlflowModel(
        String name,
        long creationTimestamp,
        long lastUpdatedTimestamp,
        String description,
        List<MlflowVersion> latestVersions,
        List<MlflowTag> tags,
        List<Alias> aliases) {
    /** A name for a version of it. */
    record Alias(String alias, String version) {}

    MlflowModel withLatest(MlflowVersion version) {
        return new MlflowModel(
                name, creationTimestamp, lastUpdatedTimestamp, description, List.of(version), tags, aliases);
    }

    /** The answer that holds one. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Answer(MlflowModel registeredModel) {}

    /** The answer that holds some, with the token of the page after. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answers(
            List<MlflowModel> registeredModels, @Nullable String nextPageToken) {}
}
