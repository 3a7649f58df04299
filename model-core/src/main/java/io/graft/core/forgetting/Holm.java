package io.graft.core.forgetting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's adjustment of p-values for looking at many tasks at once. */
final class Holm {
    private Holm() {}

    /** The tasks that look worse, most suspicious first. */
    static List<Suspect> suspects(List<Difference> tasks, List<Estimate> estimates) {
        List<Integer> byP = IntStream.range(0, tasks.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> estimates.get(i).pOfLoss()))
                .toList();
        List<Suspect> suspects = new ArrayList<>();
        double adjusted = 0;
        for (int rank = 0; rank < byP.size(); rank++) {
            Estimate estimate = estimates.get(byP.get(rank));
            adjusted = Math.max(adjusted, Math.min(1, estimate.pOfLoss() * (byP.size() - rank)));
            if (estimate.change() < 0) {
                suspects.add(new Suspect(tasks.get(byP.get(rank)).task(), estimate.pOfLoss(), adjusted));
            }
        }
        return suspects;
    }
}
