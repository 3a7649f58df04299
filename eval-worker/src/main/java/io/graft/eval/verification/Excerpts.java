package io.graft.eval.verification;

import io.graft.core.verification.TextSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The parts of some texts that models are run on: windows at equal distances, so that each text is seen from its beginning to its end.
 *
 * @param samples what was taken of which text
 */
record Excerpts(List<Window> windows, List<TextSample> samples) {
    private static final int SHOWN = 8;
    private static final int SHORTEST = 2;

    private record Encoded(Text text, int[] ids) {}

    /**
     * @param positions how many are wanted of all texts together; fewer if the texts are shorter
     * @param length of a window at most
     */
    static Excerpts of(List<Text> texts, TextTokenizer tokenizer, int positions, int length) {
        List<Encoded> shortestFirst = texts.stream()
                .map(text -> new Encoded(text, tokenizer.ids(text.content())))
                .filter(encoded -> encoded.ids().length >= SHORTEST)
                .sorted(Comparator.comparingInt(encoded -> encoded.ids().length))
                .toList();
        List<Window> windows = new ArrayList<>();
        List<TextSample> samples = new ArrayList<>();
        int left = positions;
        for (int i = 0; i < shortestFirst.size(); i++) {
            Encoded encoded = shortestFirst.get(i);
            List<Window> taken = windows(encoded.ids(), left / (shortestFirst.size() - i), length);
            int count = taken.stream().mapToInt(Window::positions).sum();
            windows.addAll(taken);
            samples.add(sample(encoded, count));
            left = Math.max(0, left - count);
        }
        return new Excerpts(windows, samples);
    }

    private static List<Window> windows(int[] ids, int wanted, int length) {
        int step = Math.min(length, ids.length - 1);
        int most = (ids.length - 1) / step;
        int count = Math.max(1, Math.min(most, Math.ceilDiv(wanted, step)));
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = count == 1 ? 0 : (int) ((long) i * (ids.length - 1 - step) / (count - 1));
            windows.add(new Window(Arrays.copyOfRange(ids, from, from + step + 1)));
        }
        return windows;
    }

    private static TextSample sample(Encoded encoded, long positions) {
        List<Integer> first = Arrays.stream(encoded.ids()).limit(SHOWN).boxed().toList();
        return new TextSample(encoded.text().name(), encoded.text().digest(), positions, first);
    }

    long positions() {
        return windows.stream().mapToLong(Window::positions).sum();
    }
}
