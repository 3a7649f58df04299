package io.graft.eval.verification;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.verification.Divergence;
import io.graft.eval.decoder.Adapters;
import io.graft.eval.decoder.Decoder;
import io.graft.eval.decoder.DecoderOptions;
import io.graft.eval.decoder.Weights;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs models over the same tokens, one after the other, and compares each with the first: the base with its adapters beside it.
 * One model is open at a time.
 */
final class Arms implements AutoCloseable {
    private final List<Window> windows;
    private final DecoderOptions options;
    private final Runnable progress;
    private final LogitFile reference;
    private final int vocabulary;
    private final Divergence effect;

    /**
     * @param twin the base, with what of its adapters is to be active
     * @param progress is told of each window that a model has read
     */
    Arms(Decoder twin, Adapters active, List<Window> windows, DecoderOptions options, Runnable progress)
            throws InterruptedException {
        this.windows = windows;
        this.options = options;
        this.progress = progress;
        this.vocabulary = twin.vocabulary();
        this.reference =
                new LogitFile(windows.stream().mapToLong(Window::positions).sum(), vocabulary);
        try {
            record(twin, active);
            this.effect = compare(twin, false);
        } catch (InterruptedException | RuntimeException e) {
            reference.close();
            throw e;
        }
    }

    private void record(Decoder twin, Adapters active) throws InterruptedException {
        long row = 0;
        for (Window window : windows) {
            for (float[] logits : read(twin, window, active)) {
                reference.write(row++, logits);
            }
        }
    }

    int vocabulary() {
        return vocabulary;
    }

    /** From the base to the base with its adapters. */
    Divergence effect() {
        return effect;
    }

    /** From the base with its adapters to another model of the same vocabulary. */
    Divergence to(Checkpoint model, Weights weights) throws InterruptedException {
        try (Decoder decoder = Decoder.open(model, weights, options)) {
            return compare(decoder, true);
        }
    }

    /** @param from whether the divergence is from the reference to the model, or from the model to it */
    private Divergence compare(Decoder model, boolean from) throws InterruptedException {
        DivergenceTally tally = new DivergenceTally(vocabulary);
        long row = 0;
        for (Window window : windows) {
            float[][] logits = read(model, window, Adapters.NONE);
            long start = row;
            tally.add(IntStream.range(0, logits.length)
                    .parallel()
                    .mapToObj(i -> {
                        float[] known = reference.read(start + i);
                        return from
                                ? RowDifference.of(known, logits[i], window.next(i))
                                : RowDifference.of(logits[i], known, window.next(i));
                    })
                    .toList());
            row += logits.length;
        }
        return tally.result();
    }

    private float[][] read(Decoder model, Window window, Adapters active) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        float[][] logits = model.logits(window.read(), active);
        progress.run();
        return logits;
    }

    @Override
    public void close() {
        reference.close();
    }
}
