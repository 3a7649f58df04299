package io.graft.core.score;

import io.graft.core.score.Value.Written;
import io.graft.core.template.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * chrF (Popović 2015) over up to six characters with β = 2; with words it is chrF++ (2017).
 *
 * @param words up to so many words in a row count, too
 */
record Chrf(int words) implements CorpusMetric {
    private static final int CHARACTERS = 6;
    private static final double FACTOR = 4;

    /** For each length the text's n-grams, the reference's, and those that both have; of the reference that fits best. */
    @Override
    public double[] counts(Written text) {
        List<Counted<?>> own = grams(text.text());
        double[] best = new double[3 * own.size()];
        double bestScore = -1;
        for (String reference : text.references()) {
            double[] counts = counts(own, grams(reference));
            double score = score(counts);
            if (score > bestScore) {
                bestScore = score;
                best = counts;
            }
        }
        return best;
    }

    private static double[] counts(List<Counted<?>> own, List<Counted<?>> reference) {
        return IntStream.range(0, own.size())
                .boxed()
                .flatMapToDouble(i -> counts(own.get(i), reference.get(i)).asDoubleStream())
                .toArray();
    }

    @SuppressWarnings("unchecked")
    private static <T> IntStream counts(Counted<T> own, Counted<?> reference) {
        return IntStream.of(
                reference.total() == 0 ? 0 : own.total(), reference.total(), own.shared((Counted<T>) reference));
    }

    @Override
    public double score(double[] sums) {
        double precision = 0;
        double recall = 0;
        int lengths = 0;
        for (int i = 0; i < sums.length; i += 3) {
            if (sums[i] > 0 && sums[i + 1] > 0) {
                precision += sums[i + 2] / sums[i];
                recall += sums[i + 2] / sums[i + 1];
                lengths++;
            }
        }
        return precision + recall == 0 ? 0 : 100 * harmonic(precision / lengths, recall / lengths);
    }

    private static double harmonic(double precision, double recall) {
        return (1 + FACTOR) * precision * recall / (FACTOR * precision + recall);
    }

    private List<Counted<?>> grams(String text) {
        List<Integer> characters =
                String.join("", PythonText.words(text)).codePoints().boxed().toList();
        List<String> tokens =
                PythonText.words(text).stream().flatMap(Chrf::parts).toList();
        List<Counted<?>> grams = new ArrayList<>();
        IntStream.rangeClosed(1, CHARACTERS).forEach(length -> grams.add(new Counted<>(characters, length)));
        IntStream.rangeClosed(1, words).forEach(length -> grams.add(new Counted<>(tokens, length)));
        return grams;
    }

    /** A word and the punctuation at its end, or else at its start. */
    private static Stream<String> parts(String word) {
        int length = word.length();
        if (PythonText.length(word) == 1) {
            return Stream.of(word);
        }
        if (isPunctuation(word.charAt(length - 1))) {
            return Stream.of(word.substring(0, length - 1), word.substring(length - 1));
        }
        return isPunctuation(word.charAt(0)) ? Stream.of(word.substring(0, 1), word.substring(1)) : Stream.of(word);
    }

    private static boolean isPunctuation(char character) {
        return "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".indexOf(character) >= 0;
    }
}
