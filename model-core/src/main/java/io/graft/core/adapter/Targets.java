package io.graft.core.adapter;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the tensors of a base that the modules of an adapter mean. */
final class Targets {
    /** What a model's own name for its backbone may be; adapters trained on the backbone alone lack it. */
    private static final List<String> BACKBONES = List.of("model.", "transformer.");
    /** Families whose linear layers are stored as [in, out], and which trainers do not always say it of. */
    private static final Set<String> FAN_IN_FAN_OUT = Set.of("gpt2", "openai-gpt", "imagegpt", "decision_transformer");

    private static final List<String> TIED =
            List.of("lm_head", "embed_out", "model.embed_tokens", "transformer.wte", "embed_tokens", "wte");

    private final Checkpoint base;
    private final boolean fanInFanOut;

    Targets(Checkpoint base, AdapterConfig config) {
        this.base = base;
        this.fanInFanOut = config.fanInFanOut()
                || base.config().modelType().filter(FAN_IN_FAN_OUT::contains).isPresent();
    }

    LowRank resolve(Factors factors, double scale) {
        Tensor target = target(factors.module());
        Shape out = Shape.of(factors.b().shape().dim(0), factors.a().shape().dim(1));
        return new LowRank(target.name(), factors.a(), factors.b(), scale, isTransposed(target, out, factors));
    }

    private Tensor target(String module) {
        refuseTied(module);
        if (base.holds(module + ".weight")) {
            return base.tensor(module + ".weight");
        }
        List<String> others = variants(module)
                .map(variant -> variant + ".weight")
                .filter(base::holds)
                .toList();
        if (others.size() > 1) {
            throw AdapterError.ADAPTER_TARGET_AMBIGUOUS.at(
                    module,
                    "The adapter's module %s may mean %s".formatted(module, String.join(" or ", others)),
                    "Rename the adapter's tensors as the base calls them.");
        }
        if (others.isEmpty()) {
            throw missing(module);
        }
        return base.tensor(others.getFirst());
    }

    private static Stream<String> variants(String module) {
        return BACKBONES.stream()
                .map(prefix -> module.startsWith(prefix) ? module.substring(prefix.length()) : prefix + module);
    }

    private void refuseTied(String module) {
        if (base.config().tiesEmbeddings().orElse(base.tiesEmbeddings()) && TIED.contains(module)) {
            throw AdapterError.ADAPTER_TARGET_TIED.at(
                    module,
                    "The adapter changes %s, which the base uses as its embedding and as its output layer at once"
                            .formatted(module),
                    "Save the base with tie_word_embeddings=false and both tensors, and merge into that.");
        }
    }

    /** A square matrix does not show which way it is stored; then the config and the family decide. */
    private boolean isTransposed(Tensor target, Shape delta, Factors factors) {
        Shape flipped = Shape.of(delta.dim(1), delta.dim(0));
        boolean fits = target.shape().equals(delta);
        boolean fitsFlipped = target.shape().equals(flipped);
        if (!target.dtype().isFloat() || !(fits || (fitsFlipped && fanInFanOut))) {
            throw misfit(target, delta, factors);
        }
        return fitsFlipped && fanInFanOut;
    }

    private GraftException misfit(Tensor target, Shape delta, Factors factors) {
        return AdapterError.ADAPTER_SHAPE_MISMATCH.at(
                base.folder() + ": " + target.name(),
                "%s is %s %s in the base, but the adapter's delta for it is %s"
                        .formatted(target.name(), target.dtype(), target.shape(), fanInFanOut ? flip(delta) : delta),
                "Merge %s into the base it was trained on.".formatted(factors.module()));
    }

    private static Shape flip(Shape shape) {
        return Shape.of(shape.dim(1), shape.dim(0));
    }

    private GraftException missing(String module) {
        return AdapterError.ADAPTER_TARGET_MISSING.at(
                base.folder() + ": " + module,
                "The adapter changes %s, but the base in %s has no %s.weight".formatted(module, base.folder(), module),
                "Merge the adapter into the base it was trained on.");
    }
}
