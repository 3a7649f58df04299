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
     * Run a suite on several arms in one pass, and send what each of them scored.
     *
     * @param evaluation what this is a run of
     * @param suite the files of the suite, by path
     * @param arms those that have no result yet
     * @param versions what the arms consist of, by {@code namespace/name@number}
     */
    @JsonTypeName("evaluate")
    record Evaluate(
            UUID evaluation,
            List<ArtifactFile> suite,
            List<Arm> arms,
            Map<String, Input> versions,
            RunSettings settings)
            implements Task {
        public static final String KIND = "evaluate";

        public Evaluate {
            suite = List.copyOf(suite);
            arms = List.copyOf(arms);
            versions = Map.copyOf(versions);
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Find out whether a merged version is what its recipe says. The verdict is reported; a version that fails also fails the job.
     *
     * @param verification where the report goes
     * @param merge the merge as its worker was given it
     * @param version the merged version, {@code namespace/name@number}
     * @param made its files
     */
    @JsonTypeName("verify")
    record Verify(UUID verification, Merge merge, String version, Input made) implements Task {
        public static final String KIND = "verify";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Answer a prompt with each of several arms.
     *
     * @param prompt where the answers go
     * @param versions what the arms consist of, by {@code namespace/name@number}
     */
    @JsonTypeName("answer")
    record Answer(UUID prompt, List<Arm> arms, Map<String, Input> versions, Question question) implements Task {
        public static final String KIND = "answer";

        public Answer {
            arms = List.copyOf(arms);
            versions = Map.copyOf(versions);
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * A model as it is run: as it is, or with adapters that were not merged into it.
     *
     * @param position where it stands among the evaluation's arms, from 0
     * @param key digest of all that its result depends on; the same key never needs to be run twice
     * @param model {@code namespace/name@number}
     * @param adapters the same of each adapter that is switched on
     */
    record Arm(int position, Digest key, String model, List<String> adapters) {
        public Arm {
            adapters = List.copyOf(adapters);
        }
    }

    /**
     * How a suite is run. Whatever stands here is part of a result's key.
     *
     * @param tasks those of the suite's tasks that are run; all where it is empty
     * @param limit how many documents of each task at most, the first ones; null for all
     * @param numFewshot how many solved examples stand before each question; null for as many as each task says
     * @param device {@code any}, {@code cpu} or {@code cuda}
     */
    record RunSettings(
            List<String> tasks,
            @Nullable Integer limit,
            @Nullable Integer numFewshot,
            String device) {
        public RunSettings {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * What is asked in a prompt box.
     *
     * @param temperature 0 takes the likeliest token each time
     * @param topK among how many tokens to choose, 0 for all
     * @param topP among the fewest that have this probability together, above 0, at most 1
     */
    record Question(
            String text, List<String> until, int maxTokens, double temperature, int topK, double topP, long seed) {
        public Question {
            until = List.copyOf(until);
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
