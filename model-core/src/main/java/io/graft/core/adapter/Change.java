package io.graft.core.adapter;

/**
 * What an adapter does to one tensor of its base. Several changes of one tensor happen one after the other. {@code W} is the tensor
 * that a change finds, {@code W'} the one that it makes of it.
 */
public sealed interface Change
        permits LowRank,
                RelativeLowRank,
                GatedLowRank,
                ExpertLowRank,
                WeightDecomposed,
                Hadamard,
                Kronecker,
                Rotation,
                Rescaling,
                Shift,
                Replacement,
                RowReplacement {
    /** The tensor that is changed, as the base calls it. */
    String target();

    /** The same change of another tensor of the same shape. */
    Change of(String other);
}
