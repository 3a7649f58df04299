package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Selects the largest scores of a large tensor in a single reading: a sample tells about where the least of them is, and one look at
 * all scores counts what is above and keeps what is near. What is selected does not depend on the sample; if that misleads, nothing is
 * found.
 */
final class SampledSearch {
    /** Tensors of fewer elements are not worth a sample. */
    static final long LARGE = 1 << 18;

    private static final int TILES_SKIPPED = 16;
    private static final int FEWEST = 1 << 18;
    private static final int SHARE = 1 << 10;
    /** The share of all elements that is kept on each side of the guess, of tensors of common size. */
    private static final double WIDEST = 0.005;

    private static final double NARROWEST = 0.001;
    /** About as many elements are kept, at 16 bytes each. */
    private static final double AFFORDABLE = 1 << 20;

    private final Selection.Scores scores;
    private final Shape shape;
    private final Cut cut;
    private final Survey survey;

    SampledSearch(Selection.Scores scores, Shape shape, Cut cut, Survey survey) {
        this.scores = scores;
        this.shape = shape;
        this.cut = cut;
        this.survey = survey;
    }

    /** @param count more than none and fewer than all */
    Optional<Selection> largest(long count) throws InterruptedException {
        double[] sample = sample();
        double share = 1 - (double) count / shape.elements();
        double margin = Math.clamp(AFFORDABLE / shape.elements(), NARROWEST, WIDEST);
        Candidates candidates = candidates(
                share < margin ? 0 : at(sample, share - margin),
                share + margin > 1 ? Double.POSITIVE_INFINITY : Math.nextUp(at(sample, share + margin)));
        return candidates.hold(count) ? Optional.of(candidates.largest(count)) : Optional.empty();
    }

    private static double at(double[] sample, double share) {
        return sample.length == 0 ? 0 : sample[(int) (share * (sample.length - 1))];
    }

    /** Magnitudes in ascending order. */
    private double[] sample() throws InterruptedException {
        long wanted = Math.max(FEWEST, shape.elements() / SHARE);
        int stride = (int) Math.max(1, shape.elements() / TILES_SKIPPED / wanted);
        double[] sample = survey.collect(
                        shape,
                        cut,
                        DoubleStream::builder,
                        (builder, tile, workspace) -> take(builder, stride, tile, workspace),
                        SampledSearch::joined)
                .build()
                .toArray();
        Arrays.sort(sample);
        return sample;
    }

    private void take(DoubleStream.Builder sample, int stride, Tile tile, Workspace workspace) {
        if (tile.first(0) / tile.count() % TILES_SKIPPED != 0) {
            return;
        }
        int mark = workspace.mark();
        double[] block = workspace.take(tile.count());
        scores.fill(tile, block, workspace);
        for (int i = 0; i < tile.count(); i += stride) {
            sample.add(Math.abs(block[i]));
        }
        workspace.reset(mark);
    }

    private static DoubleStream.Builder joined(DoubleStream.Builder sample, DoubleStream.Builder later) {
        later.build().forEach(sample);
        return sample;
    }

    private Candidates candidates(double least, double most) throws InterruptedException {
        return survey.collect(shape, cut, () -> new Candidates(least, most), this::sift, Candidates::and);
    }

    private void sift(Candidates candidates, Tile tile, Workspace workspace) {
        int mark = workspace.mark();
        double[] block = workspace.take(tile.count());
        scores.fill(tile, block, workspace);
        candidates.add(tile, block, workspace);
        workspace.reset(mark);
    }
}
