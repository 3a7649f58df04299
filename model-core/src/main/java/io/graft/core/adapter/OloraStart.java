package io.graft.core.adapter;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Qr;

/**
 * The factors that OLoRA training began with (Büyükakyüz, 2024, arXiv 2406.01775), as PEFT derives them from the base: of its QR
 * decomposition the first columns of Q and the first rows of R. Their product, times the scale, is taken off the base's weight. So an
 * adapter that was not converted stands for {@code W + scale · (BA − B₀A₀)} of the unchanged base. Signs cancel in the product.
 */
final class OloraStart {
    private OloraStart() {}

    /**
     * B₀ and A₀. The scale plays no part in them.
     *
     * @param weight the base's, [out, in], as it is stored: PEFT knows no OLoRA of a Conv1D
     */
    static LowRankMatrix of(Matrix weight, int rank) {
        int kept = Math.min(rank, Math.min(weight.rows(), weight.columns()));
        Matrix basis = Qr.of(weight.columns(0, kept)).q();
        return new LowRankMatrix(basis, basis.transpose().multiply(weight));
    }
}
