package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A survey in small chunks, one after the other. */
record Chunks() implements Survey {
    private static final int RUN = 7_000;

    @Override
    public <T> T collect(Shape shape, Cut cut, Supplier<T> start, Step<T> step, BinaryOperator<T> join) {
        Workspace workspace = new Workspace(Kernels.fastest());
        return IntStream.range(0, (int) (shape.elements() / RUN + 1))
                .mapToObj(chunk -> {
                    T result = start.get();
                    tiles(shape, cut, chunk).forEach(tile -> step.add(result, tile, workspace));
                    return result;
                })
                .reduce(join)
                .orElseThrow();
    }

    private static Stream<Tile> tiles(Shape shape, Cut cut, int chunk) {
        long from = (long) chunk * RUN;
        long end = Math.min(shape.elements(), from + RUN);
        if (cut == Cut.ELEMENTS) {
            return from == end ? Stream.empty() : Stream.of(new Tile(0, 1, from, (int) (end - from), shape.elements()));
        }
        long width = Cut.width(shape);
        int part = (int) (cut == Cut.ROWS || width % 2 == 1 ? width : width / 2);
        return LongStream.range((from + width - 1) / width, (end + width - 1) / width)
                .boxed()
                .flatMap(row -> IntStream.range(0, (int) (width / part))
                        .mapToObj(i -> new Tile(row, 1, (long) i * part, part, width)));
    }
}
