package io.graft.core.merge;

import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as a sum: {@code (Σ weight · stored + Σ weight · product) / divisor}, or, of differences from an origin,
 * {@code origin + factor · (Σ weight · (stored - origin) + Σ weight · product) / divisor}. In float64, in the order of the terms,
 * with one rounding at the end.
 */
record Combination(
        @Nullable Tensor origin, List<Term.Stored> stored, List<Term.Product> products, double divisor, double factor) {
    Combination {
        stored = List.copyOf(stored);
        products = List.copyOf(products);
    }

    static Combination sum(List<Term.Stored> stored, List<Term.Product> products, double divisor) {
        return new Combination(null, stored, products, divisor, 1);
    }

    /** The tensor that this sum is, if it is nothing but one tensor. */
    Optional<Tensor> plainCopy() {
        if (!products.isEmpty()) {
            return Optional.empty();
        }
        if (origin != null) {
            return stored.isEmpty() ? Optional.of(origin) : Optional.empty();
        }
        return stored.size() == 1 && stored.getFirst().weight() == divisor
                ? Optional.of(stored.getFirst().tensor())
                : Optional.empty();
    }
}
