package io.graft.core.score;

import io.graft.core.score.Value.Written;
import io.graft.core.template.PythonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How varied texts are. Words are what stands between spaces; a Chinese or Japanese character that stands for a word or a
 * syllable is a word.
 */
final class Diversity {
    private static final int REPEATED = 4;

    private Diversity() {}

    /** Distinct-n of Li et al. (2016, arXiv 1510.03055): different n-grams over all n-grams of all texts; 0 if there are none. */
    static double distinct(List<Written> all, int length) {
        List<List<String>> grams =
                all.stream().flatMap(one -> grams(one.text(), length)).toList();
        return grams.isEmpty() ? 0 : (double) new HashSet<>(grams).size() / grams.size();
    }

    /** seq-rep-4 of Welleck et al. (2020, arXiv 1908.04319): the share of a text's 4-grams that stand in it already; 0 if short. */
    static double repetition(String text) {
        List<List<String>> grams = grams(text, REPEATED).toList();
        Set<List<String>> different = new HashSet<>(grams);
        return grams.isEmpty() ? 0 : 1 - (double) different.size() / grams.size();
    }

    private static Stream<List<String>> grams(String text, int length) {
        List<String> words =
                PythonText.words(text).stream().flatMap(Diversity::parts).toList();
        return Stream.iterate(0, start -> start + length <= words.size(), start -> start + 1)
                .map(start -> List.copyOf(words.subList(start, start + length)));
    }

    private static Stream<String> parts(String word) {
        List<String> parts = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        word.codePoints().forEach(point -> {
            if (isWord(point)) {
                flush(run, parts);
                parts.add(Character.toString(point));
            } else {
                run.appendCodePoint(point);
            }
        });
        flush(run, parts);
        return parts.stream();
    }

    private static void flush(StringBuilder run, List<String> parts) {
        if (!run.isEmpty()) {
            parts.add(run.toString());
            run.setLength(0);
        }
    }

    private static boolean isWord(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA -> true;
            default -> false;
        };
    }
}
