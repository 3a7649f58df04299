package io.graft.core.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Moves runs of words where that brings a text closer to a reference, by Tercom's rules as sacrebleu has them: at most ten words,
 * by at most fifty places, a thousand tries in all.
 */
final class WordShifts {
    private static final int LONGEST = 10;
    private static final int FARTHEST = 50;
    private static final int TRIES = 1000;
    private static final Comparator<Shifted> BEST = Comparator.comparingInt(Shifted::gain)
            .thenComparingInt(Shifted::length)
            .thenComparing(Shifted::start, Comparator.reverseOrder())
            .thenComparing(Shifted::target, Comparator.reverseOrder())
            .thenComparing(Shifted::words, WordShifts::compare);

    private final List<String> reference;
    private int tries;

    WordShifts(List<String> reference) {
        this.reference = reference;
    }

    private record Shifted(int gain, int length, int start, int target, List<String> words) {}

    /** Where words of the reference went, and which words on either side are wrong. */
    private record Alignment(Map<Integer, Integer> places, List<Boolean> wrongInReference, List<Boolean> wrongInText) {}

    /** Shifts and edits that make the reference of a text. */
    int edits(List<String> text) {
        if (reference.isEmpty()) {
            return text.size();
        }
        List<String> words = text;
        int shifts = 0;
        Shifted best = best(words);
        while (best != null && best.gain() > 0 && tries < TRIES) {
            shifts++;
            words = best.words();
            best = best(words);
        }
        return shifts + new EditDistance(words, reference).cost();
    }

    private @Nullable Shifted best(List<String> words) {
        EditDistance distance = new EditDistance(words, reference);
        Alignment alignment = alignment(distance);
        List<Shifted> candidates = new ArrayList<>();
        for (int start = 0; start < words.size(); start++) {
            for (int at = Math.max(0, start - FARTHEST); at < reference.size() && at <= start + FARTHEST; at++) {
                for (int length = 1; length <= same(words, start, at); length++) {
                    if (isWorthTrying(alignment, start, at, length)) {
                        shift(words, distance.cost(), alignment, start, at, length, candidates);
                        if (tries >= TRIES) {
                            return candidates.stream().max(BEST).orElse(null);
                        }
                    }
                }
            }
        }
        return candidates.stream().max(BEST).orElse(null);
    }

    private int same(List<String> words, int start, int at) {
        int longest = Math.min(LONGEST, Math.min(words.size() - start, reference.size() - at));
        int length = 0;
        while (length < longest && words.get(start + length).equals(reference.get(at + length))) {
            length++;
        }
        return length;
    }

    private static boolean isWorthTrying(Alignment alignment, int start, int at, int length) {
        int place = alignment.places().getOrDefault(at, -1);
        return alignment.wrongInText().subList(start, start + length).contains(true)
                && alignment.wrongInReference().subList(at, at + length).contains(true)
                && !(start <= place && place < start + length);
    }

    private void shift(
            List<String> words,
            int cost,
            Alignment alignment,
            int start,
            int at,
            int length,
            List<Shifted> candidates) {
        int previous = -1;
        for (int i = at - 1; i < at + length && (i < 0 || alignment.places().containsKey(i)); i++) {
            int target = i < 0 ? 0 : alignment.places().getOrDefault(i, -1) + 1;
            if (target != previous) {
                List<String> shifted = moved(words, start, length, target);
                int gain = cost - new EditDistance(shifted, reference).cost();
                candidates.add(new Shifted(gain, length, start, target, shifted));
                tries++;
            }
            previous = target;
        }
    }

    /** A target within the moved words moves what follows them in front of them. */
    private static List<String> moved(List<String> words, int start, int length, int target) {
        List<String> rest = new ArrayList<>(words.subList(0, start));
        rest.addAll(words.subList(start + length, words.size()));
        int to = target < start ? target : target > start + length ? target - length : target;
        rest.addAll(Math.min(to, rest.size()), words.subList(start, start + length));
        return rest;
    }

    private static Alignment alignment(EditDistance distance) {
        Map<Integer, Integer> places = new TreeMap<>();
        List<Boolean> reference = new ArrayList<>();
        List<Boolean> text = new ArrayList<>();
        for (EditDistance.Edit edit : distance.trace()) {
            boolean wrong = edit != EditDistance.Edit.KEEP;
            if (edit != EditDistance.Edit.INSERT) {
                text.add(wrong);
            }
            if (edit != EditDistance.Edit.DELETE) {
                places.put(reference.size(), text.size() - 1);
                reference.add(wrong);
            }
        }
        return new Alignment(places, reference, text);
    }

    private static int compare(List<String> left, List<String> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
