package io.graft.core.preflight;

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
import io.graft.core.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a change does anything, as far as its own tensors tell. */
final class Effect {
    private static final int BLOCK = 256;
    private static final long READ_WHOLE = 1 << 16;
    private static final int SAMPLED_BLOCKS = 2;
    /** What has diverged has not done so in single elements. */
    private static final int SAMPLED_IN_A_BLOCK = 32;

    private Effect() {}

    /** Whether a tensor stays what it is, as under an adapter that was never trained. */
    static boolean isNone(Change change) {
        return switch (change) {
            case LowRank delta -> delta.scale() == 0 || isAnyZero(delta.b(), delta.a());
            case GatedLowRank delta ->
                delta.scale() == 0 || isAnyZero(delta.b(), delta.a(), delta.inner(), delta.outer());
            case ExpertLowRank delta -> delta.scale() == 0 || isAnyZero(delta.b(), delta.a());
            case Hadamard delta -> delta.scale() == 0 || isZero(delta.first()) || isZero(delta.second());
            case Kronecker delta -> delta.scale() == 0 || isZero(delta.left()) || isZero(delta.right());
            case Rotation rotation -> isAnyZero(rotation.vectors());
            case Shift shift -> shift.scale() == 0 || isAnyZero(shift.values());
            case Rescaling scaling -> !any(scaling.factors(), value -> value != 1);
            case RelativeLowRank _, WeightDecomposed _, Replacement _, RowReplacement _ -> false;
        };
    }

    private static boolean isZero(Hadamard.Product product) {
        return isAnyZero(product.a(), product.b(), product.core());
    }

    private static boolean isZero(Kronecker.Factor factor) {
        return switch (factor) {
            case Kronecker.Factor.Whole whole -> isAnyZero(whole.matrix());
            case Kronecker.Factor.Product product -> isZero(product.product());
        };
    }

    private static boolean isAnyZero(@Nullable Tensor... tensors) {
        return Arrays.stream(tensors).flatMap(Stream::ofNullable).anyMatch(tensor -> !any(tensor, value -> value != 0));
    }

    /** Whether a tensor has an element of this kind. */
    private static boolean any(Tensor tensor, DoublePredicate wanted) {
        return any(tensor, BLOCK, BLOCK, wanted);
    }

    /** Whether there is an element of this kind in a tensor, or in blocks spread over one that is large. */
    static boolean inSample(Tensor tensor, DoublePredicate wanted) {
        return tensor.elements() < READ_WHOLE
                ? any(tensor, wanted)
                : any(tensor, SAMPLED_IN_A_BLOCK, tensor.elements() / SAMPLED_BLOCKS, wanted);
    }

    private static boolean any(Tensor tensor, int size, long step, DoublePredicate wanted) {
        double[] block = new double[size];
        for (long first = 0; first < tensor.elements(); first += step) {
            int count = (int) Math.min(size, tensor.elements() - first);
            tensor.read(first, block, count);
            for (int i = 0; i < count; i++) {
                if (wanted.test(block[i])) {
                    return true;
                }
            }
        }
        return false;
    }
}
