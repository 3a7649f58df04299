package io.graft.core.merge;

import io.graft.core.GraftException;
import io.graft.core.artifact.Manifest;
import io.graft.core.checkpoint.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Carries out a plan: writes the merged model with its config, the tokenizer of its base, and where it came from. */
public final class MergeRun {
    private final MergePlan plan;

    private MergeRun(MergePlan plan) {
        this.plan = plan;
    }

    /**
     * Writes the merged model. The folder appears whole or not at all.
     *
     * @param output an empty or missing folder, unless the options allow it to be replaced
     * @throws GraftException with a {@link MergeError} if the result is not finite or cannot be written
     * @throws InterruptedException if this thread was interrupted; nothing is left then
     */
    public static MergeResult run(MergePlan plan, Path output, MergeOptions options, MergeListener listener)
            throws InterruptedException {
        return new MergeRun(plan).run(output, options, listener);
    }

    private MergeResult run(Path output, MergeOptions options, MergeListener listener) throws InterruptedException {
        plan.recipe()
                .sources()
                .forEach(source -> refuseInput(output, plan.inputs().folder(source)));
        try (InputDigests digests = new InputDigests(plan.recipe(), plan.inputs(), options.threads())) {
            Manifest manifest = MergeOutput.write(
                    output, List.copyOf(plan.tensors()), () -> companions(digests), options, listener);
            return new MergeResult(manifest, provenance());
        }
    }

    private static void refuseInput(Path output, Path input) {
        if (Files.exists(output) && input.startsWith(MergeInputs.canonical(output))) {
            throw MergeError.MERGE_OUTPUT_IS_INPUT.at(
                    output.toString(), "The merge reads %s, and cannot put its result in its place".formatted(input));
        }
    }

    private List<TensorProvenance> provenance() {
        return plan.tensors().stream().map(TrackedTensor::provenance).toList();
    }

    /** The small files of the model; what became of the tensors is known only once they are written. */
    private Map<String, byte[]> companions(InputDigests digests) throws IOException, InterruptedException {
        Map<String, byte[]> companions = new TreeMap<>();
        for (Path file : plan.inputs().checkpoint(plan.recipe().donor()).otherFiles()) {
            companions.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        companions.put(ModelConfig.FILE, MergedConfig.of(plan.recipe(), plan.inputs()));
        companions.put(Provenance.FILE, Provenance.of(plan.recipe(), digests, provenance()));
        return companions;
    }
}
