package io.graft.core.merge;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Carries out a plan: writes the merged model with its config, the tokenizer of its base, and where it came from. In one run, or
 * shard by shard and on several machines, with the same bytes in the end.
 */
public final class MergeRun {
    private final MergePlan plan;
    private final Map<Digest, JsonNode> made;
    private final DeviceTally tally = new DeviceTally();
    private final List<Shard> shards;
    private final MergeOptions options;

    private MergeRun(MergePlan plan, Map<Digest, JsonNode> made, MergeOptions options) {
        this.plan = plan;
        this.made = made;
        this.shards = Shard.of(
                options.device()
                        .map(use -> plan.tensors().stream()
                                .map(tensor -> tensor.on(use, tally))
                                .toList())
                        .orElse(plan.tensors()),
                options.shardBytes());
        this.options = options;
    }

    /**
     * Writes the merged model. The folder appears whole or not at all. If the process is killed, the same merge to the same place
     * goes on from the last finished shard.
     *
     * @param output an empty or missing folder, unless the options allow it to be replaced
     * @throws GraftException with a {@link MergeError} if the result is not finite or cannot be written
     * @throws InterruptedException if this thread was interrupted; nothing is left then
     */
    public static MergeResult run(MergePlan plan, Path output, MergeOptions options, MergeListener listener)
            throws InterruptedException {
        return run(plan, output, options, listener, Map.of());
    }

    /** @param made where inputs came from that were merged for this merge alone, by fingerprint */
    static MergeResult run(
            MergePlan plan, Path output, MergeOptions options, MergeListener listener, Map<Digest, JsonNode> made)
            throws InterruptedException {
        return new MergeRun(plan, made, options).run(output, listener);
    }

    /**
     * Writes one file of weights, which appears whole or not at all. Shards can be written in any order.
     *
     * @param index in {@link MergePlan#shards}, cut by the shard size of the options
     * @param folder where the file goes under its name; made if it is missing
     * @param listener is told of the bytes of this shard alone
     * @throws GraftException with a {@link MergeError} if the result is not finite or cannot be written
     * @throws InterruptedException if this thread was interrupted; nothing is left then
     */
    public static FinishedShard shard(
            MergePlan plan, int index, Path folder, MergeOptions options, MergeListener listener)
            throws InterruptedException {
        return new MergeRun(plan, Map.of(), options).shard(index, folder, listener);
    }

    /**
     * Writes the small files of a model whose shards are written: index, config, tokenizer, and where it came from. Fingerprints of
     * models that the inputs do not know beforehand are computed here.
     *
     * @param shards all that the plan cuts the result into, in any order; their files need not be at hand
     * @param folder where the small files go; made if it is missing
     * @return what {@link #run} returns, if it is not cut
     * @throws GraftException with {@link MergeError#MERGE_SHARDS_MISMATCH} if these are not the plan's shards, or
     *     {@link MergeError#MERGE_NOT_DIVISIBLE} if the recipe quantises the result
     */
    public static MergeResult assemble(
            MergePlan plan, Collection<FinishedShard> shards, Path folder, MergeOptions options)
            throws InterruptedException {
        return new MergeRun(plan, Map.of(), options).assemble(shards, folder);
    }

    private MergeResult run(Path output, MergeListener listener) throws InterruptedException {
        plan.recipe()
                .sources()
                .forEach(source -> refuseInput(output, plan.inputs().folder(source)));
        try (InputDigests digests = digests()) {
            Optional<Requantisation> step = plan.requantisation();
            long room = step.map(Requantisation::bytes).orElse(0L);
            return new MergeOutput(output, shards, room, options, listener)
                    .write(
                            MergeIdentity.of(plan, options),
                            (folder, weights) -> companions(folder, weights, digests, step))
                    .with(device());
        }
    }

    private static void refuseInput(Path output, Path input) {
        if (Files.exists(output) && input.startsWith(MergeInputs.canonical(output))) {
            throw MergeError.MERGE_OUTPUT_IS_INPUT.at(
                    output.toString(), "The merge reads %s, and cannot put its result in its place".formatted(input));
        }
    }

    private FinishedShard shard(int index, Path folder, MergeListener listener) throws InterruptedException {
        Shard shard = shards.get(index);
        return MergeOutput.onDisk(folder, () -> {
            Files.createDirectories(folder);
            MergeOutput.requireSpace(folder, shard.dataBytes());
            try (ShardWriter writer = new ShardWriter(folder, options, new WrittenBytes(shard.dataBytes(), listener))) {
                return writer.write(shard);
            }
        });
    }

    private MergeResult assemble(Collection<FinishedShard> finished, Path folder) throws InterruptedException {
        requireDivisible();
        List<FinishedShard> weights = inOrder(finished);
        return MergeOutput.onDisk(folder, () -> {
            try (InputDigests digests = digests()) {
                Files.createDirectories(folder);
                return MergeResult.of(weights, companions(folder, weights, digests, Optional.empty()));
            }
        });
    }

    /** A GGUF file is made of all weights, which nobody need have at hand here. */
    private void requireDivisible() {
        if (plan.requantisation().isPresent()) {
            throw MergeError.MERGE_NOT_DIVISIBLE.at(
                    plan.recipe().id().toString(),
                    "The recipe quantises its result, which takes all of it in one place");
        }
    }

    private List<FinishedShard> inOrder(Collection<FinishedShard> finished) {
        List<FinishedShard> weights = new ArrayList<>();
        for (Shard shard : shards) {
            finished.stream().filter(shard::becomes).forEach(weights::add);
        }
        if (weights.size() != shards.size() || weights.size() != finished.size()) {
            throw MergeError.MERGE_SHARDS_MISMATCH.at(
                    plan.recipe().id().toString(),
                    "%d shards are given, and %d of them are among the %d of the plan"
                            .formatted(finished.size(), weights.size(), shards.size()));
        }
        return weights;
    }

    /** Final once the weights are written. */
    private Optional<DeviceReport> device() {
        return options.device().map(use -> tally.report(use.device().name()));
    }

    private InputDigests digests() {
        return new InputDigests(plan.recipe(), plan.inputs(), options.threads());
    }

    private List<ArtifactFile> companions(
            Path folder, List<FinishedShard> weights, InputDigests digests, Optional<Requantisation> step)
            throws IOException, InterruptedException {
        Map<String, byte[]> small = plan.tokens().companions();
        small.put(ModelConfig.FILE, MergedConfig.of(plan));
        List<ArtifactFile> files =
                new ArrayList<>(new SmallFiles(small).withIndex(shards).write(folder, options.sync()));
        Optional<Requantised> quantised =
                step.isPresent() ? Optional.of(step.get().write(folder, options.sync())) : Optional.empty();
        quantised.ifPresent(made -> files.add(made.file()));
        byte[] provenance =
                Provenance.of(plan, digests, MergeResult.tensors(weights), made, new Afterwards(device(), quantised));
        files.addAll(new SmallFiles(Map.of(Provenance.FILE, provenance)).write(folder, options.sync()));
        return files;
    }
}
