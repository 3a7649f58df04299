package io.graft.core.preflight;

import io.graft.core.quantization.QuantizationNoise;

/** What there is to say of an adapter that was trained on a quantised base, once the noise is measured. */
public final class NoiseCheck {
    private NoiseCheck() {}

    /**
     * Says into which weights to merge. There is no right default: with noise far above the delta, the weights before are ones that the
     * adapter has never seen; with little, they are the better ones.
     */
    public static Finding of(QuantizationNoise noise) {
        boolean outweighs = !(noise.ratio() < 1);
        return FindingCode.QUANTISATION_OUTWEIGHS_DELTA.at(
                outweighs ? Severity.WARNING : Severity.INFO,
                "%d weights".formatted(noise.weights().size()),
                "Quantising (%s) changed the weights %.3g times as much as the adapter does"
                        .formatted(noise.how(), noise.ratio()),
                outweighs
                        ? "Merge it into the weights before and into the dequantised ones, evaluate both, and keep the better."
                        : "Merge it into the weights before they were quantised, and evaluate the result.");
    }
}
