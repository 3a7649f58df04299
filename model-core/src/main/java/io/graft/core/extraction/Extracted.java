package io.graft.core.extraction;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;

/**
 * What an adapter holds for one layer.
 *
 * @param module as PEFT calls the layer, {@code base_model.model.} included
 * @param embedding whether the layer looks rows up instead of multiplying
 * @param product B · A, scale included: [out, rank] times [rank, in]
 * @param error of the product against what it stands for, relative, as a Frobenius norm
 * @param norm of what it stands for
 */
public record Extracted(String module, boolean embedding, LowRankMatrix product, double error, double norm) {
    static Extracted of(String module, boolean embedding, LowRankMatrix whole, Truncation truncation) {
        LowRankMatrix kept = truncation.of(whole);
        double norm = whole.norm();
        return new Extracted(module, embedding, kept, error(norm, kept.norm()), norm);
    }

    static Extracted of(String module, Matrix whole, Truncation truncation) {
        LowRankMatrix kept = truncation.of(whole);
        double norm = whole.norm();
        return new Extracted(module, false, kept, error(norm, kept.norm()), norm);
    }

    int rank() {
        return product.rank();
    }

    /** What is kept is a projection of the whole, so their squares differ by the square of the error. */
    private static double error(double whole, double kept) {
        return whole == 0 ? 0 : Math.sqrt(Math.max(0, whole * whole - kept * kept)) / whole;
    }
}
