package io.graft.eval.language;

import io.graft.core.suite.Request;
import io.graft.eval.decoder.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Ends texts where lm-evaluation-harness ends them: before the first stop text, at a token that ends texts, or when they are long
 * enough.
 *
 * @param ends tokens that end a text: those that the model's generation config names
 */
record Writer(TextTokenizer tokenizer, Set<Integer> ends) {
    Draft draft(Request.Generation request, Consumer<String> pieces) {
        List<String> stops = new ArrayList<>(request.until());
        tokenizer
                .end()
                .map(SpecialToken::text)
                .filter(end -> !stops.contains(end))
                .ifPresent(stops::add);
        stops.removeIf(String::isEmpty);
        return new Draft(stops, pieces);
    }

    /** What comes before the first of each stop, taken one after the other. */
    static String cut(String text, List<String> stops) {
        String kept = text;
        for (String stop : stops) {
            int at = stop.isEmpty() ? -1 : kept.indexOf(stop);
            kept = at < 0 ? kept : kept.substring(0, at);
        }
        return kept;
    }

    /** A text while it is written. */
    final class Draft implements Stop {
        private final List<String> stops;
        private final Consumer<String> pieces;
        private int[] written = {};
        private int shown;

        private Draft(List<String> stops, Consumer<String> pieces) {
            this.stops = stops;
            this.pieces = pieces;
        }

        @Override
        public boolean isReached(int[] written) {
            this.written = written.clone();
            boolean ended = ends.contains(written[written.length - 1])
                    || Thread.currentThread().isInterrupted()
                    || holdsStop(tokenizer.decodeWhole(written));
            if (!ended) {
                show(sure(tokenizer.decode(written)));
            }
            return ended;
        }

        /** The whole answer; what was not shown yet is shown. */
        String finish() {
            String text = cut(tokenizer.decode(written), stops);
            show(text);
            return text;
        }

        private boolean holdsStop(String text) {
            return stops.stream().anyMatch(text::contains);
        }

        private void show(String text) {
            if (text.length() > shown) {
                pieces.accept(text.substring(shown));
                shown = text.length();
            }
        }

        /** Without what may become a stop, and without letters of which only some bytes are there. */
        private String sure(String text) {
            int longest = stops.stream().mapToInt(String::length).max().orElse(1);
            int end = Math.max(0, text.length() - longest + 1);
            while (end > 0 && (text.charAt(end - 1) == '\uFFFD' || Character.isHighSurrogate(text.charAt(end - 1)))) {
                end--;
            }
            return text.substring(0, end);
        }
    }
}
