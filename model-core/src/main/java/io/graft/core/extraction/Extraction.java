package io.graft.core.extraction;

import io.graft.core.GraftException;
import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.Change;
import io.graft.core.adapter.Changes;
import io.graft.core.adapter.LowRank;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An adapter that was made, not trained.
 *
 * @param layers by module
 * @param saved tensors that are no product of two thin ones and are kept whole, by the name of the base's tensor
 * @param passedOver tensors that differ and are in no adapter, such as those of another shape
 */
public record Extraction(List<Extracted> layers, List<Tensor> saved, List<String> passedOver) {
    private static final Pattern A = Pattern.compile("(.+)\\.lora_(embedding_)?A(\\.weight|\\..+)?");
    private static final String PREFIX = "base_model.model.";
    private static final String WEIGHT = ".weight";
    private static final int MATRIX = 2;

    /**
     * Something with a weight.
     *
     * @param name for errors
     */
    public record Weighted(String name, Adapter adapter, double weight) {}

    /**
     * The weighted sum of LoRAs as one LoRA. Exact without truncation: factors are put beside each other. Layers of which truncation
     * leaves nothing, as they were zero, are left out.
     *
     * @throws GraftException {@link ExtractionError#ADAPTER_NOT_COMBINABLE} for what a LoRA cannot hold, or
     *     {@link ExtractionError#NOTHING_TO_EXTRACT} if nothing is left
     */
    public static Extraction sum(List<Weighted> adapters, Checkpoint base, Truncation truncation) {
        Map<String, List<LowRankMatrix>> products = new TreeMap<>();
        Map<String, Boolean> embeddings = new TreeMap<>();
        for (Weighted one : adapters) {
            Changes changes = one.adapter().changes(base);
            for (Change change : changes.all()) {
                LowRank delta = requirePlain(one, change);
                Matcher name = requireNamed(one, delta);
                embeddings.put(name.group(1), name.group(2) != null);
                products.computeIfAbsent(name.group(1), _ -> new ArrayList<>())
                        .add(new LowRankMatrix(
                                Matrix.of(delta.b()).times(delta.scale() * one.weight()), Matrix.of(delta.a())));
            }
        }
        List<Extracted> layers = products.entrySet().parallelStream()
                .map(entry -> Extracted.of(
                        entry.getKey(),
                        Boolean.TRUE.equals(embeddings.get(entry.getKey())),
                        LowRankMatrix.sum(entry.getValue()),
                        truncation))
                .filter(layer -> layer.rank() > 0)
                .toList();
        if (layers.isEmpty()) {
            throw ExtractionError.NOTHING_TO_EXTRACT.at(
                    adapters.getFirst().name(),
                    "The adapters change nothing",
                    "Make sure that these are trained adapters and not fresh ones.");
        }
        return new Extraction(sorted(layers), List.of(), List.of());
    }

    /**
     * What turned a base into a tuned model. Matrices become products of thin ones; vectors that changed are kept whole.
     *
     * @throws GraftException {@link ExtractionError#NOTHING_TO_EXTRACT} where both are the same
     */
    public static Extraction difference(Checkpoint tuned, Checkpoint base, Truncation truncation) {
        requireStoredUpright(base);
        List<Tensor> matrices = new ArrayList<>();
        List<Tensor> saved = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        for (Tensor after : tuned.tensors().values()) {
            if (!base.holds(after.name()) || !base.tensor(after.name()).shape().equals(after.shape())) {
                passedOver.add(after.name());
            } else if (differs(after, base.tensor(after.name()))) {
                boolean thin = after.shape().rank() == MATRIX
                        && after.name().endsWith(WEIGHT)
                        && !after.name().contains("embed");
                (thin ? matrices : saved).add(after);
            }
        }
        if (matrices.isEmpty() && saved.isEmpty()) {
            throw ExtractionError.NOTHING_TO_EXTRACT.at(
                    tuned.folder().toString(), "No tensor differs from the base", "Name the model that was trained.");
        }
        saved.forEach(tensor -> requireNoLayersBias(tensor, matrices));
        List<Extracted> layers = matrices.stream()
                .map(after -> Extracted.of(
                        PREFIX + after.name().substring(0, after.name().length() - WEIGHT.length()),
                        Matrix.of(after).minus(Matrix.of(base.tensor(after.name()))),
                        truncation))
                .toList();
        return new Extraction(sorted(layers), saved, passedOver);
    }

    /** Of everything that is kept in thin factors, relative, as a Frobenius norm. */
    public double error() {
        double lost = 0;
        double whole = 0;
        for (Extracted layer : layers) {
            lost += layer.error() * layer.error() * layer.norm() * layer.norm();
            whole += layer.norm() * layer.norm();
        }
        return whole == 0 ? 0 : Math.sqrt(lost / whole);
    }

    /** The largest rank of a layer. */
    public int rank() {
        return layers.stream().mapToInt(Extracted::rank).max().orElse(1);
    }

    private static List<Extracted> sorted(List<Extracted> layers) {
        return layers.stream().sorted(Comparator.comparing(Extracted::module)).toList();
    }

    /** Of weights that are stored as [in, out] nothing in the file tells. */
    private static void requireStoredUpright(Checkpoint base) {
        String type = base.config().modelType().orElse("");
        if (type.contains("gpt") || type.contains("decision")) {
            throw ExtractionError.ADAPTER_NOT_COMBINABLE.at(
                    base.folder().toString(),
                    "A %s may store its layers as [in, out], and is not extracted yet".formatted(type),
                    "Keep the tuned model as it is.");
        }
    }

    private static void requireNoLayersBias(Tensor changed, List<Tensor> matrices) {
        String layer = changed.name().substring(0, Math.max(0, changed.name().lastIndexOf('.')));
        if (matrices.stream().anyMatch(matrix -> matrix.name().equals(layer + WEIGHT))) {
            throw ExtractionError.ADAPTER_NOT_COMBINABLE.at(
                    changed.name(),
                    "%s changed with its layer's weight, and such a bias is not extracted yet"
                            .formatted(changed.name()),
                    "Keep the tuned model as it is.");
        }
    }

    private static boolean differs(Tensor after, Tensor before) {
        return after.dtype() == before.dtype()
                ? after.data().mismatch(before.data()) >= 0
                : !Arrays.equals(after.values(), before.values());
    }

    private static LowRank requirePlain(Weighted one, Change change) {
        if (change instanceof LowRank delta) {
            return delta;
        }
        throw notCombinable(one, change.target(), "changes it otherwise than by a product B · A");
    }

    private static Matcher requireNamed(Weighted one, LowRank delta) {
        Matcher name = A.matcher(delta.a().name());
        if (!name.matches() || delta.a().shape().rank() != MATRIX) {
            throw notCombinable(one, delta.a().name(), "holds it in another form than a plain LoRA");
        }
        return name;
    }

    private static GraftException notCombinable(Weighted one, String tensor, String why) {
        return ExtractionError.ADAPTER_NOT_COMBINABLE.at(
                "%s: %s".formatted(one.name(), tensor),
                "%s %s".formatted(one.name(), why),
                "Merge it into the base instead: graft merge.");
    }
}
