package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;

/** Bounds numbers smoothly: {@code cap · tanh(x / cap)}. */
final class SoftCap {
    private SoftCap() {}

    /** Takes the place of {@code x}, which is closed. */
    static NDArray apply(NDArray x, float cap) {
        try (x) {
            return Torch.tanh(x.divi(cap)).muli(cap);
        }
    }
}
