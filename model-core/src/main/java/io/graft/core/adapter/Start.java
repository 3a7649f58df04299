package io.graft.core.adapter;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a LoRA's factors were before training, where that was taken out of the base's weights and can be found there again. */
public enum Start {
    /** The largest singular values, <a href="https://arxiv.org/abs/2404.02948">arXiv 2404.02948</a>. */
    PISSA,
    /** The first columns of a QR decomposition, <a href="https://arxiv.org/abs/2406.01775">arXiv 2406.01775</a>. */
    OLORA;

    static Optional<Start> named(@Nullable String initialisation) {
        for (Start start : values()) {
            if (start.word().equalsIgnoreCase(initialisation)) {
                return Optional.of(start);
            }
        }
        return Optional.empty();
    }

    /** PEFT's name for it, as {@code init_lora_weights} holds it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * B₀ and A₀.
     *
     * @param weight the base's, [out, in]
     * @param scale of the adapter, which is above 0
     */
    public LowRankMatrix of(Matrix weight, int rank, double scale) {
        return switch (this) {
            case PISSA -> PissaStart.of(weight, rank, scale);
            case OLORA -> OloraStart.of(weight, rank);
        };
    }
}
