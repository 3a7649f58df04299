package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;

/** Brings what flows through the network to an even size, along the last dimension. */
sealed interface Norm {
    /** A new array. */
    NDArray apply(NDArray x);

    /**
     * By the root of the mean square.
     *
     * @see <a href="https://arxiv.org/abs/1910.07467">RMSNorm</a>
     */
    record Rms(NDArray weight, double epsilon) implements Norm {
        @Override
        public NDArray apply(NDArray x) {
            try (NDArray square = Torch.meanSquare(x);
                    NDArray root = square.addi((float) epsilon).sqrt()) {
                return x.div(root).muli(weight);
            }
        }
    }

    /** By mean and standard deviation. */
    record Layer(NDArray weight, NDArray bias, double epsilon) implements Norm {
        @Override
        public NDArray apply(NDArray x) {
            return Torch.layerNorm(x, weight, bias, epsilon);
        }
    }
}
