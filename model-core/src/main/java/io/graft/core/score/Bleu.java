package io.graft.core.score;

import io.graft.core.score.Value.Written;
import io.graft.core.template.PythonText;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** BLEU (Papineni et al. 2002) up to 4-grams, with sacrebleu's defaults: the tokens of mteval-v13a, exponential smoothing. */
final class Bleu implements CorpusMetric {
    private static final int ORDER = 4;
    private static final double NEVER = -9999999999.0;
    private static final Pattern SYMBOL = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
    private static final Pattern AFTER_LETTER = Pattern.compile("([^0-9])([.,])", Pattern.DOTALL);
    private static final Pattern BEFORE_LETTER = Pattern.compile("([.,])([^0-9])", Pattern.DOTALL);
    private static final Pattern DASH = Pattern.compile("([0-9])(-)");

    /** The text's length, the closest reference's, then by length of n-gram the right ones, then all. */
    @Override
    public double[] counts(Written text) {
        List<String> tokens = tokens(text.text());
        List<List<String>> references =
                text.references().stream().map(Bleu::tokens).toList();
        double[] counts = new double[2 + 2 * ORDER];
        counts[0] = tokens.size();
        counts[1] = closest(tokens.size(), references);
        for (int i = 0; i < ORDER; i++) {
            Counted<String> own = new Counted<>(tokens, i + 1);
            counts[2 + i] = own.shared(greatest(references, i + 1));
            counts[2 + ORDER + i] = own.total();
        }
        return counts;
    }

    private static Counted<String> greatest(List<List<String>> references, int length) {
        Counted<String> counted = new Counted<>(List.of(), length);
        references.forEach(reference -> counted.raise(new Counted<>(reference, length)));
        return counted;
    }

    private static int closest(int length, List<List<String>> references) {
        return references.stream()
                .map(List::size)
                .min(Comparator.<Integer>comparingInt(size -> Math.abs(size - length))
                        .thenComparingInt(Integer::intValue))
                .orElse(0);
    }

    @Override
    public double score(double[] sums) {
        if (IntStream.range(2, 2 + ORDER).allMatch(i -> sums[i] == 0)) {
            return 0;
        }
        double brevity = sums[0] < sums[1] ? Exponential.of(1 - sums[1] / sums[0]) : 1;
        return brevity * Exponential.of(logarithms(sums) / ORDER);
    }

    private static double logarithms(double[] sums) {
        double sum = 0;
        double smoothed = 1;
        boolean ended = false;
        for (int i = 0; i < ORDER; i++) {
            double right = sums[2 + i];
            double all = sums[2 + ORDER + i];
            ended |= all == 0;
            smoothed *= right == 0 ? 2 : 1;
            sum += ended ? NEVER : StrictMath.log(right == 0 ? 100 / (smoothed * all) : 100 * right / all);
        }
        return sum;
    }

    private static List<String> tokens(String text) {
        String line = text.stripTrailing()
                .replace("<skipped>", "")
                .replace("-\n", "")
                .replace('\n', ' ')
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
        line = SYMBOL.matcher(" " + line + " ").replaceAll(" $1 ");
        line = AFTER_LETTER.matcher(line).replaceAll("$1 $2 ");
        line = BEFORE_LETTER.matcher(line).replaceAll(" $1 $2");
        return PythonText.words(DASH.matcher(line).replaceAll("$1 $2 "));
    }
}
