package io.graft.core.score;

import io.graft.core.score.Value.Written;
import io.graft.core.template.PythonText;
import java.util.List;
import java.util.Locale;

/** The translation edit rate (Snover et al. 2006) in percent, in lower case: edits and shifts of words, per word of a reference. */
final class Ter implements CorpusMetric {
    /** The fewest edits to any reference, and the references' mean length. */
    @Override
    public double[] counts(Written text) {
        List<String> words = words(text.text());
        List<List<String>> references =
                text.references().stream().map(Ter::words).toList();
        return new double[] {
            references.stream()
                    .mapToInt(reference -> new WordShifts(reference).edits(words))
                    .min()
                    .orElse(0),
            references.stream().mapToInt(List::size).average().orElse(0)
        };
    }

    private static List<String> words(String text) {
        return PythonText.words(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public double score(double[] sums) {
        if (sums[1] == 0) {
            return sums[0] > 0 ? 100 : 0;
        }
        return 100 * (sums[0] / sums[1]);
    }
}
