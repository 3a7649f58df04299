package io.graft.worker;

import io.graft.core.merge.PlannedShard;
import java.util.ArrayList;
import java.util.List;

/** Shares the files of a merge out among its parts: neighbours stay together, and every part gets about as many bytes. */
final class Share {
    private Share() {}

    /**
     * The files of one part, by their index. A file belongs to the part in whose stretch of the whole its middle lies, so each is
     * in exactly one, and all workers agree without talking to each other.
     *
     * @param part from 1
     */
    static List<Integer> of(List<PlannedShard> files, int part, int parts) {
        double total = files.stream().mapToLong(PlannedShard::bytes).sum();
        List<Integer> share = new ArrayList<>();
        double before = 0;
        for (int index = 0; index < files.size(); index++) {
            long bytes = files.get(index).bytes();
            if (owner((before + bytes / 2.0) / total, parts) == part) {
                share.add(index);
            }
            before += bytes;
        }
        return share;
    }

    private static int owner(double middle, int parts) {
        return Math.clamp((long) (middle * parts) + 1, 1, parts);
    }
}
