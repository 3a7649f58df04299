package io.graft.core.delta;

import io.graft.core.adapter.Change;
import io.graft.core.adapter.ExpertLowRank;
import io.graft.core.adapter.GatedLowRank;
import io.graft.core.adapter.Hadamard;
import io.graft.core.adapter.Kronecker;
import io.graft.core.adapter.LowRank;
import io.graft.core.adapter.RelativeLowRank;
import io.graft.core.adapter.Replacement;
import io.graft.core.adapter.Rescaling;
import io.graft.core.adapter.Rotation;
import io.graft.core.adapter.RowReplacement;
import io.graft.core.adapter.Shift;
import io.graft.core.adapter.WeightDecomposed;
import io.graft.core.kernel.Operand;
import java.util.List;

/** A tensor of an adapted model. */
public final class Adapted {
    private Adapted() {}

    /**
     * The tensor that these changes make of another one, each of what the one before it has made.
     *
     * @param base of the shape that the changes were resolved for
     */
    public static Operand of(Operand base, List<Change> changes) {
        Operand adapted = base;
        for (Change change : changes) {
            adapted = of(adapted, change);
        }
        return adapted;
    }

    /**
     * The tensor that a change makes of another one.
     *
     * @param base of the shape that the change was resolved for
     */
    public static Operand of(Operand base, Change change) {
        return switch (change) {
            case LowRank lowRank -> lowRank.scale() == 0 ? base : new AddedOperand(base, new LowRankDelta(lowRank));
            case RelativeLowRank relative -> new RelativeOperand(base, relative);
            case GatedLowRank gated -> new AddedOperand(base, new LowRankDelta(gated));
            case ExpertLowRank experts ->
                new AddedOperand(base, experts.rows() == null ? new ExpertsDelta(experts) : new LowRankDelta(experts));
            case Hadamard hadamard -> new AddedOperand(base, new HadamardDelta(hadamard));
            case Kronecker kronecker -> new AddedOperand(base, new KroneckerDelta(kronecker));
            case Shift shift -> new AddedOperand(base, new ShiftDelta(shift));
            case WeightDecomposed decomposed -> new DecomposedOperand(base, decomposed);
            case Rotation rotation -> new RotatedOperand(base, rotation);
            case Rescaling rescaling -> new RescaledOperand(base, rescaling);
            case RowReplacement rows -> new RowsOperand(base, rows);
            case Replacement replacement -> new ReplacedOperand(replacement);
        };
    }
}
