package io.graft.core.merge;

import java.util.HashSet;
import java.util.Set;

/** How much a plan has to do. */
final class Workload {
    /** Rough figures: what goes through a disk, and through one core that adds up elements or works on whole rows. */
    private static final double COPIED_PER_SECOND = 1e9;

    private static final double ELEMENTWISE_PER_SECOND = 4e8;
    private static final double BY_ROWS_PER_SECOND = 1e8;

    private Workload() {}

    static long bytesRead(MergePlan plan) {
        Set<Object> read = new HashSet<>();
        return plan.targets().stream()
                .flatMap(Target::allParts)
                .filter(part -> read.add(part.tensor()))
                .mapToLong(part -> part.tensor().data().byteSize())
                .sum();
    }

    static double seconds(MergePlan plan, int threads) {
        double seconds = 0;
        for (int i = 0; i < plan.targets().size(); i++) {
            TrackedTensor tensor = plan.tensors().get(i);
            long read = plan.targets()
                    .get(i)
                    .allParts()
                    .mapToLong(part -> part.tensor().data().byteSize())
                    .sum();
            seconds += (read + tensor.bytes()) / perSecond(tensor, threads);
        }
        return seconds;
    }

    private static double perSecond(TrackedTensor tensor, int threads) {
        if (tensor.isCopied()) {
            return COPIED_PER_SECOND;
        }
        double ofOne = tensor.granule() > 1 ? BY_ROWS_PER_SECOND : ELEMENTWISE_PER_SECOND;
        return Math.min(COPIED_PER_SECOND, ofOne * threads);
    }
}
