package io.graft.core.kernel;

import java.util.function.Supplier;

/**
 * A shift as the product that it is.
 *
 * @param factors those that are prepared, else widened anew each time
 * @param transposed whether the tensor is stored as [in, out], and the factors with it
 */
public record ScaledProduct(Supplier<LowRankFactors> factors, double scale, boolean transposed) {}
