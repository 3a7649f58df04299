package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;

/** What stands between the matrices of a layer's second half. */
enum Activation {
    SILU,
    GELU,
    GELU_TANH,
    RELU;

    static Activation read(ConfigFields fields, Family family) {
        String key = family == Family.GPT2
                ? "activation_function"
                : family.normsOutputs() ? "hidden_activation" : "hidden_act";
        String name = fields.text(key).orElse(family == Family.GPT2 || family.isGemma() ? "gelu_new" : "silu");
        return switch (name) {
            case "silu", "swish" -> SILU;
            // The first Gemma's configs say gelu and mean its approximation.
            case "gelu" -> family == Family.GEMMA ? GELU_TANH : GELU;
            case "gelu_new", "gelu_pytorch_tanh" -> GELU_TANH;
            case "relu" -> RELU;
            default -> throw fields.unsupported(key, "it is not one of silu, gelu, gelu_new, gelu_pytorch_tanh, relu");
        };
    }

    /** A new array. */
    NDArray apply(NDArray x) {
        return switch (this) {
            case SILU -> Torch.sigmoid(x).muli(x);
            case GELU -> Torch.gelu(x);
            case GELU_TANH -> geluTanh(x);
            case RELU -> Torch.relu(x);
        };
    }

    /** {@code ½x(1 + tanh u) = x · sigmoid(2u)}, with {@code u = √(2/π) · (x + 0.044715x³)}. */
    private static NDArray geluTanh(NDArray x) {
        double twice = 2 * Math.sqrt(2 / Math.PI);
        try (NDArray u = x.mul(x)) {
            u.muli((float) (twice * 0.044715)).addi((float) twice).muli(x);
            return Torch.sigmoid(u).muli(x);
        }
    }
}
