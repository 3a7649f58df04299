package io.graft.registry.interference;

import io.graft.core.interference.Interference;
import io.graft.core.interference.ModuleInterference;
import io.graft.core.interference.Suggestion;
import io.graft.core.interference.Tuning;
import io.graft.registry.model.PinnedVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How adapters of a base get into each other's way.
 *
 * @param base {@code namespace/name@number}
 * @param adapters the same of those that were compared, in the order asked for
 * @param pairs each with each of those that follow it
 * @param suggestion what to do with all of them; null where {@code leftOut} says that not all of their changes were looked at
 * @param leftOut the tensors whose change is no plain product, and was not looked at
 */
record InterferenceView(
        String base,
        List<String> adapters,
        List<Pair> pairs,
        @Nullable Suggestion suggestion,
        List<LeftOut> leftOut) {
    /**
     * Two of them.
     *
     * @param normRatio how much larger the second one's changes are; null if the first one has none
     * @param modules the tensors that both change, by name
     */
    record Pair(
            String first,
            String second,
            double cosine,
            double signConflict,
            @Nullable Double normRatio,
            @Nullable Double outputOverlap,
            @Nullable Double inputOverlap,
            List<Module> modules) {
        private static Pair of(Interference pair) {
            return new Pair(
                    pair.first(),
                    pair.second(),
                    pair.cosine(),
                    pair.signConflict(),
                    finite(pair.normRatio()),
                    pair.outputOverlap(),
                    pair.inputOverlap(),
                    pair.modules().stream().map(Module::of).toList());
        }
    }

    /** The same of one tensor. */
    record Module(
            String tensor,
            double cosine,
            double signConflict,
            @Nullable Double normRatio,
            @Nullable Double outputOverlap,
            @Nullable Double inputOverlap) {
        private static Module of(ModuleInterference module) {
            return new Module(
                    module.tensor(),
                    module.cosine(),
                    module.signConflict(),
                    finite(module.secondNorm() / module.firstNorm()),
                    module.outputOverlap(),
                    module.inputOverlap());
        }
    }

    /** What was not looked at of one adapter. */
    record LeftOut(String adapter, List<String> tensors) {}

    static InterferenceView of(Lineup lineup, List<Tuning> tunings, List<Interference> pairs) {
        List<LeftOut> leftOut = tunings.stream()
                .filter(tuning -> !tuning.passedOver().isEmpty())
                .map(tuning -> new LeftOut(tuning.name(), tuning.passedOver()))
                .toList();
        return new InterferenceView(
                lineup.base().reference(),
                lineup.adapters().stream().map(PinnedVersion::reference).toList(),
                pairs.stream().map(Pair::of).toList(),
                leftOut.isEmpty() ? Suggestion.of(pairs) : null,
                leftOut);
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
