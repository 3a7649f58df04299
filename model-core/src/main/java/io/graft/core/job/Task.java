package io.graft.core.job;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a job is to do, complete: a worker needs nothing else but the bytes that the digests name. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Task {
    /** The name under which workers ask for this kind of task. */
    String kind();

    /**
     * Run a recipe on pinned inputs and publish the result as the version that belongs to the merge.
     *
     * @param merge the merge this is a run of
     * @param recipe canonical JSON, in which every model and every adapter is a version by its number
     * @param inputs what these versions are, by {@code namespace/name@number}
     * @param shardBytes a file of weights grows no larger, unless a single tensor is
     */
    @JsonTypeName("merge")
    record Merge(UUID merge, Digest recipeId, String recipe, Map<String, Input> inputs, long shardBytes)
            implements Task {
        public static final String KIND = "merge";

        public Merge {
            inputs = Map.copyOf(inputs);
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Make one of several parts of a merge: its share of the files of weights, and nothing else.
     *
     * @param whole the merge that was cut
     * @param part which one, from 1
     * @param parts how many there are; all of them plan the same files and share them out alike
     */
    @JsonTypeName("merge-part")
    record MergePart(Merge whole, int part, int parts) implements Task {
        public static final String KIND = "merge-part";

        public MergePart {
            if (part < 1 || part > parts) {
                throw new IllegalArgumentException("Part %d of %d".formatted(part, parts));
            }
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Join the parts of a merge, all of which are made: add the small files, and publish the whole.
     *
     * @param made the parts in their order
     */
    @JsonTypeName("merge-join")
    record MergeJoin(Merge whole, List<MadePart> made) implements Task {
        public static final String KIND = "merge-join";

        public MergeJoin {
            made = List.copyOf(made);
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * A version that goes into the work.
     *
     * @param fingerprint of its tensors and config, null for an adapter
     */
    record Input(@Nullable Digest fingerprint, List<ArtifactFile> files) {
        public Input {
            files = List.copyOf(files);
        }
    }
}
