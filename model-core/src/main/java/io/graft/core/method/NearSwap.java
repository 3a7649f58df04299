package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import java.util.List;

/** The base, with elements of another model where the two are near each other. */
final class NearSwap implements MergeMethod {
    /** mergekit divides by no smaller distance. */
    private static final double SMALLEST_DISTANCE = 1e-6;

    private static final Parameter T = Parameter.real(
            "t",
            Range.FROM_ZERO,
            "the distance up to which elements are the other model's; farther ones move towards it by this much");

    @Override
    public Description description() {
        return new Description(
                "nearswap",
                "The base, each element moved towards the other model's by t, or to it where it is as near.",
                "mergekit, https://github.com/arcee-ai/mergekit",
                Models.onBase(1, 1),
                true,
                List.of(T));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        return new Swap(ingredients.requiredBase(), ingredients.models().getFirst(), ingredients.value(T));
    }

    private record Swap(Operand base, Operand other, double t) implements Formula {
        @Override
        public Cut cut() {
            return base.cut().and(other.cut());
        }

        @Override
        public void prepare(Survey survey) throws InterruptedException {
            base.prepare(survey);
            other.prepare(survey);
        }

        @Override
        public void release() {
            base.release();
            other.release();
        }

        @Override
        public void compute(Tile tile, double[] result, Workspace workspace) {
            int mark = workspace.mark();
            double[] theirs = workspace.take(tile.count());
            base.read(tile, result, workspace);
            other.read(tile, theirs, workspace);
            for (int i = 0; i < tile.count(); i++) {
                result[i] = moved(result[i], theirs[i], t);
            }
            workspace.reset(mark);
        }

        private static double moved(double from, double to, double t) {
            double share = t / Math.max(Math.abs(from - to), SMALLEST_DISTANCE);
            return share >= 1 ? to : Math.fma(share, to - from, from);
        }
    }
}
