package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;

/** What an adapter adds to the output of one layer. */
sealed interface Addition {
    /**
     * Adds it.
     *
     * @param output what is added to, in place
     * @param input of the layer
     * @param plain what the layer's weight makes of the input, without bias
     * @param weight factor on the whole
     */
    void addTo(NDArray output, NDArray input, NDArray plain, double weight);

    /**
     * LoRA: {@code scale · B · A · x}.
     *
     * @param a [rank, in]
     * @param b [out, rank]
     */
    record LowRank(NDArray a, NDArray b, double scale) implements Addition {
        @Override
        public void addTo(NDArray output, NDArray input, NDArray plain, double weight) {
            try (NDArray added = times(input, weight)) {
                output.addi(added);
            }
        }

        NDArray times(NDArray input, double weight) {
            try (NDArray narrow = Torch.linear(input, a, null)) {
                return Torch.linear(narrow.muli((float) (scale * weight)), b, null);
            }
        }
    }

    /**
     * DoRA: {@code g · (W + scale · B · A) · x − W · x}.
     *
     * @param ratio g, for each output: its magnitude by the norm of its row of {@code W + scale · B · A}
     */
    record Decomposed(LowRank direction, NDArray ratio) implements Addition {
        @Override
        public void addTo(NDArray output, NDArray input, NDArray plain, double weight) {
            try (NDArray adapted = direction
                    .times(input, 1)
                    .addi(plain)
                    .muli(ratio)
                    .subi(plain)
                    .muli((float) weight)) {
                output.addi(adapted);
            }
        }
    }

    /** LoRA's own bias. */
    record Shift(NDArray values, double scale) implements Addition {
        @Override
        public void addTo(NDArray output, NDArray input, NDArray plain, double weight) {
            try (NDArray shift = values.mul((float) (scale * weight))) {
                output.addi(shift);
            }
        }
    }
}
