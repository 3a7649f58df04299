package io.graft.core.method;

import io.graft.core.matrix.LowRankMatrix;
import java.util.List;

/**
 * Merges what several adapters add to one tensor, in the space of their factors: the delta itself, [out, in], is never computed. The
 * order in which adapters are listed changes no bit. A NaN or an infinity in a factor makes a result that is not finite.
 */
interface FactorMerge {
    /**
     * What to add to the base's tensor, [out, in].
     *
     * @param adapters at least one; all for a tensor of the same shape, of any ranks
     */
    LowRankMatrix merge(List<WeightedFactors> adapters);
}
