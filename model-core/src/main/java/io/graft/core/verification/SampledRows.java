package io.graft.core.verification;

import io.graft.core.artifact.Digest;
import io.graft.core.kernel.Cut;
import io.graft.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Some rows of a tensor, one drawn from each of as many equal parts of it.
 *
 * @param width elements of a row
 * @param rows in ascending order
 */
record SampledRows(long width, List<Long> rows) {
    static SampledRows of(String tensor, Shape shape, Thoroughness how) {
        long width = Math.max(1, Cut.width(shape));
        long count = shape.elements() / width;
        if (shape.elements() <= how.wholeBelow() || count <= how.rows()) {
            return new SampledRows(width, LongStream.range(0, count).boxed().toList());
        }
        SplittableRandom random = new SplittableRandom(how.seed() ^ seed(tensor));
        List<Long> rows = new ArrayList<>();
        for (int i = 0; i < how.rows(); i++) {
            long first = count * i / how.rows();
            rows.add(random.nextLong(first, count * (i + 1) / how.rows()));
        }
        return new SampledRows(width, rows);
    }

    private static long seed(String tensor) {
        return Long.parseUnsignedLong(Digest.of(tensor).hex().substring(0, 16), 16);
    }
}
