package io.graft.eval.decoder;

import io.graft.core.suite.Sampling;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses tokens from logits. */
interface Lot {
    int draw(float[] logits);

    static Lot of(Sampling sampling) {
        return switch (sampling) {
            case Sampling.Greedy _ -> Lot::likeliest;
            case Sampling.Random random -> {
                SplittableRandom numbers = new SplittableRandom(random.seed());
                yield logits -> drawn(logits, random, numbers.nextDouble());
            }
        };
    }

    /** Of equals, the first. */
    static int likeliest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The token at which the probabilities, added up from the likeliest on, exceed the lot's share of them all. */
    private static int drawn(float[] logits, Sampling.Random sampling, double lot) {
        int[] order = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]))
                .limit(sampling.topK() == 0 ? logits.length : sampling.topK())
                .mapToInt(Integer::intValue)
                .toArray();
        double[] shares = Arrays.stream(order)
                .mapToDouble(i -> Math.exp((logits[i] - (double) logits[order[0]]) / sampling.temperature()))
                .toArray();
        int kept = nucleus(shares, sampling.topP());
        double left = lot * Arrays.stream(shares, 0, kept).sum();
        int i = 0;
        while (i < kept - 1 && left >= shares[i]) {
            left -= shares[i++];
        }
        return order[i];
    }

    /** How many of the shares, which descend, make up this part of all. */
    private static int nucleus(double[] shares, double part) {
        double wanted = part * Arrays.stream(shares).sum();
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += shares[i];
            if (sum >= wanted) {
                return i + 1;
            }
        }
        return shares.length;
    }
}
