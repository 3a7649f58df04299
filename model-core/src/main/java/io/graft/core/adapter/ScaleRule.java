package io.graft.core.adapter;

/**
 * What a config says of ranks and scales.
 *
 * @param rank of the modules that no rank pattern covers
 * @param alpha of the modules that no alpha pattern covers
 * @param divisor what alpha is divided by
 */
record ScaleRule(int rank, double alpha, ModulePatterns ranks, ModulePatterns alphas, Divisor divisor) {
    /** AdaLoRA's guard against a rank of 0. */
    private static final double ADAPTIVE_GUARD = 1e-5;

    enum Divisor {
        RANK,
        /** rsLoRA, <a href="https://arxiv.org/abs/2312.03732">arXiv 2312.03732</a>. */
        ROOT_OF_RANK,
        /** AdaLoRA divides by the rank that it started with, not the one that it ends with. */
        GUARDED_RANK
    }

    /** The rank that the config gives to a module such as {@code model.layers.0.self_attn.q_proj}. */
    int rankOf(String module) {
        return (int) ranks.valueFor(module).orElse(rank);
    }

    /** What the delta of a module is multiplied by, in float64. */
    double scaleOf(String module) {
        double numerator = alphas.valueFor(module).orElse(alpha);
        double stated = rankOf(module);
        return switch (divisor) {
            case RANK -> numerator / stated;
            case ROOT_OF_RANK -> numerator / Math.sqrt(stated);
            case GUARDED_RANK -> (numerator > 0 ? numerator : stated) / (stated + ADAPTIVE_GUARD);
        };
    }

    String canonical() {
        return "r=%d alpha=%s rslora=%s".formatted(rank, alpha, divisor == Divisor.ROOT_OF_RANK);
    }
}
