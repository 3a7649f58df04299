package io.graft.core.merge;

import java.util.ArrayList;
import java.util.List;

/** Blocks of doubles that one thread uses again and again. */
final class Workspace {
    private final List<double[]> blocks = new ArrayList<>();

    /** A block of at least {@code length} doubles with any content; the same one for the same index. */
    double[] block(int index, int length) {
        while (blocks.size() <= index) {
            blocks.add(new double[0]);
        }
        if (blocks.get(index).length < length) {
            blocks.set(index, new double[length]);
        }
        return blocks.get(index);
    }
}
