package io.graft.core.adapter;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.kernel.Cut;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the tensors of a base that an adapter means, and looks whether it fits them. */
final class Targets {
    /** What a model's own name for its backbone may be; adapters trained on the backbone alone lack it. */
    private static final List<String> BACKBONES = List.of("model.", "transformer.");
    /** Families whose linear layers are stored as [in, out], and which trainers do not always say it of. */
    private static final Set<String> FAN_IN_FAN_OUT = Set.of("gpt2", "openai-gpt", "imagegpt", "decision_transformer");

    private final Checkpoint base;
    private final boolean fanInFanOut;
    private final TiedEmbeddings embeddings;
    /** What the adapter puts in the place of the base's own tensors. */
    private final Map<String, Tensor> replaced = new HashMap<>();

    Targets(Checkpoint base, AdapterConfig config) {
        this.base = base;
        this.embeddings = TiedEmbeddings.of(base);
        this.fanInFanOut = config.fanInFanOut()
                || base.config().modelType().filter(FAN_IN_FAN_OUT::contains).isPresent();
    }

    Checkpoint base() {
        return base;
    }

    TiedEmbeddings embeddings() {
        return embeddings;
    }

    /** From here on, the target is this tensor. */
    void replace(Replacement change) {
        Tensor tensor = change.tensor();
        replaced.put(change.target(), new Tensor(change.target(), tensor.dtype(), tensor.shape(), tensor.data()));
    }

    /** The weight of a layer. */
    Tensor weight(String module) {
        return find(module + ".weight").orElseThrow(() -> missing(module, module + ".weight"));
    }

    boolean hasBias(String module) {
        return find(module + ".bias").isPresent();
    }

    /** The bias of a layer, which must have the shape of {@code values}. */
    Tensor bias(String module, Tensor values) {
        Tensor bias = find(module + ".bias").orElseThrow(() -> missing(module, module + ".bias"));
        if (!bias.shape().equals(values.shape()) || !bias.dtype().isFloat()) {
            throw misfit(bias, values, module);
        }
        return bias;
    }

    /** A tensor that the trained model calls so; under the base's own name for it. */
    Optional<Tensor> find(String name) {
        Optional<Tensor> exact = lookUp(name);
        if (exact.isPresent()) {
            return exact;
        }
        List<Tensor> others =
                variants(name).flatMap(variant -> lookUp(variant).stream()).toList();
        if (others.size() > 1) {
            throw ambiguous(
                    name,
                    "The adapter's %s may mean %s"
                            .formatted(name, others.stream().map(Tensor::name).collect(Collectors.joining(" or "))));
        }
        return others.stream().findFirst();
    }

    private Optional<Tensor> lookUp(String name) {
        if (replaced.containsKey(name)) {
            return Optional.of(Objects.requireNonNull(replaced.get(name)));
        }
        if (base.holds(name)) {
            return Optional.of(base.tensor(name));
        }
        return embeddings.isMissingHead(name)
                ? lookUp(embeddings.input())
                        .map(shared -> new Tensor(name, shared.dtype(), shared.shape(), shared.data()))
                : Optional.empty();
    }

    static Stream<String> variants(String name) {
        return BACKBONES.stream()
                .map(prefix -> name.startsWith(prefix) ? name.substring(prefix.length()) : prefix + name);
    }

    /**
     * Whether a delta [out, in] must be transposed for its target. A square matrix does not show which way it is stored; then the
     * config and the family decide.
     *
     * @param embedding whether it is the delta of an embedding, which is stored as [in, out] in all families
     */
    boolean isTransposed(Tensor target, long out, long in, boolean embedding, String module) {
        boolean flipped = target.shape().equals(Shape.of(in, out));
        if (embedding || (flipped && fanInFanOut)) {
            requireMatrix(target, in, out, module);
            return true;
        }
        requireMatrix(target, out, in, module);
        return false;
    }

    /** Refuses a delta that does not have the shape of its target, as matrices. */
    void requireMatrix(Tensor target, long rows, long columns, String module) {
        boolean fits =
                target.shape().rank() > 1 && target.shape().dim(0) == rows && Cut.width(target.shape()) == columns;
        if (!fits || !target.dtype().isFloat()) {
            throw misfit(target, rows, columns, module);
        }
    }

    /** Whether a layer is stored as [in, out]. */
    boolean isFlipped(Tensor target) {
        return fanInFanOut && target.shape().rank() == 2 && !TiedEmbeddings.isEmbedding(target.name());
    }

    /** The dimension of a matrix that is not the one of this length. */
    long other(Tensor target, long length) {
        long width = Cut.width(target.shape());
        boolean flipped = isFlipped(target) ? width == length : target.shape().dim(0) != length;
        return flipped ? target.shape().dim(0) : width;
    }

    /** The type of most of the model: that of its embedding. */
    Optional<DType> commonType() {
        return lookUp(embeddings.input()).map(Tensor::dtype).or(() -> base.config()
                .dtype());
    }

    GraftException misfit(Tensor target, long rows, long columns, String module) {
        boolean square = target.shape().rank() == 2 && isFlipped(target);
        return misfit(target, square ? Shape.of(columns, rows) : Shape.of(rows, columns), module);
    }

    GraftException misfit(Tensor target, Tensor part, String module) {
        return misfit(target, part.shape(), module);
    }

    private GraftException misfit(Tensor target, Shape shape, String module) {
        return AdapterError.ADAPTER_SHAPE_MISMATCH.at(
                base.folder() + ": " + target.name(),
                "%s is %s %s in the base, but what the adapter has for it is %s"
                        .formatted(target.name(), target.dtype(), target.shape(), shape),
                "Merge %s into the base it was trained on.".formatted(module));
    }

    GraftException ambiguous(String where, String message) {
        return AdapterError.ADAPTER_TARGET_AMBIGUOUS.at(
                base.folder() + ": " + where, message, "Rename the adapter's tensors as the base calls them.");
    }

    GraftException unknownStart(Tensor target, Start start) {
        return AdapterError.ADAPTER_BASE_MUTATED.at(
                base.folder() + ": " + target.name(),
                "The adapter was started as %s, which is not known for %s of shape %s at this scale"
                        .formatted(start.word(), target.name(), target.shape()),
                "Convert it to a plain LoRA: save_pretrained(…, path_initial_model_for_weight_conversion=…).");
    }

    GraftException missing(String module, String tensor) {
        return AdapterError.ADAPTER_TARGET_MISSING.at(
                base.folder() + ": " + module,
                "The adapter changes %s, but the base in %s has no %s".formatted(module, base.folder(), tensor),
                "Merge the adapter into the base it was trained on.");
    }
}
