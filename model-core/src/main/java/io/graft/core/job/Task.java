package io.graft.core.job;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a job is to do, complete: a worker needs nothing else but the bytes that the digests name. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Task {
    /** The name under which workers ask for this kind of task. */
    String kind();

    /**
     * Run a recipe on pinned inputs and publish the result as the version that belongs to the merge.
     *
     * @param merge the merge this is a run of
     * @param recipe canonical JSON; its model references are the keys of {@code inputs}
     * @param inputs for each reference of the recipe, the files of the version it was pinned to
     */
    @JsonTypeName("merge")
    record Merge(UUID merge, Digest recipeId, String recipe, Map<String, List<ArtifactFile>> inputs) implements Task {
        public static final String KIND = "merge";

        public Merge {
            inputs = Map.copyOf(inputs);
        }

        @Override
        public String kind() {
            return KIND;
        }
    }
}
