package io.graft.core.verification;

import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.PlainSum;
import io.graft.core.merge.RecomputedTensor;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A second opinion on weighted sums of models with plain LoRAs: the same numbers by school arithmetic, without the merge's code. */
final class PlainMerge implements AutoCloseable {
    private final Map<ModelReference, Optional<PlainAdapter>> adapters = new HashMap<>();

    PlainMerge(Recipe recipe, MergeInputs inputs) {
        for (ModelReference model : recipe.references()) {
            if (!isStoredFlipped(inputs.checkpoint(model).config())) {
                model.adapterSource()
                        .ifPresent(adapter -> adapters.put(model, PlainAdapter.open(inputs.folder(adapter))));
            }
        }
    }

    /** Families whose linear layers may be stored as [in, out]: a square one does not show it, so they are left to the merge's code. */
    private static boolean isStoredFlipped(ModelConfig config) {
        return config.modelType()
                .filter(type -> type.contains("gpt") || type.contains("decision"))
                .isPresent();
    }

    /** What an adapted tensor is a sum of, if this can add it up. */
    Optional<PlainSum> sum(RecomputedTensor tensor) {
        return tensor.sum()
                .filter(sum -> sum.terms().stream().allMatch(this::isPlain))
                .filter(sum -> sum.terms().stream().anyMatch(term -> isAdapted(tensor, term)))
                .filter(sum -> sum.terms().stream()
                        .allMatch(term ->
                                term.stored().elements() == tensor.shape().elements()));
    }

    private boolean isPlain(PlainSum.Term term) {
        return term.model().adapterSource().isEmpty() || adapter(term) != null;
    }

    private boolean isAdapted(RecomputedTensor tensor, PlainSum.Term term) {
        PlainAdapter adapter = adapter(term);
        return adapter != null
                && tensor.shape().rank() == 2
                && adapter.row(term.stored().name(), 0, tensor.shape().dim(1)).isPresent();
    }

    private @Nullable PlainAdapter adapter(PlainSum.Term term) {
        return adapters.getOrDefault(term.model(), Optional.empty()).orElse(null);
    }

    double[] row(PlainSum sum, long row, int width) {
        double[] total = new double[width];
        double[] stored = new double[width];
        for (PlainSum.Term term : sum.terms()) {
            term.stored().read(row * width, stored, width);
            Optional<double[]> delta = Optional.ofNullable(adapter(term))
                    .flatMap(adapter -> adapter.row(term.stored().name(), row, width));
            for (int j = 0; j < width; j++) {
                double change = delta.isPresent() ? delta.get()[j] : 0;
                total[j] += term.weight() * (stored[j] + change);
            }
        }
        return total;
    }

    @Override
    public void close() {
        adapters.values().stream().flatMap(Optional::stream).forEach(PlainAdapter::close);
    }
}
