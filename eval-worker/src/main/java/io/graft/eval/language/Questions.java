package io.graft.eval.language;

import io.graft.core.suite.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of requests as what a decoder is asked, each question once.
 *
 * @param asked passages to be scored, in the order of their tokens, so that those with a common beginning are neighbours
 * @param writings texts to be continued
 */
record Questions(List<Asked> asked, List<Writing> writings) {
    /**
     * A passage and who wants to know.
     *
     * @param indices of requests
     */
    record Asked(TokenPair passage, List<Integer> indices) {
        private Asked(TokenPair passage) {
            this(passage, new ArrayList<>());
        }
    }

    /**
     * A text to be continued and who wants to know.
     *
     * @param indices of requests
     */
    record Writing(Request.Generation request, List<Integer> indices) {
        private Writing(Request.Generation request) {
            this(request, new ArrayList<>());
        }
    }

    static Questions of(List<Request> requests, PairEncoder encoder) {
        Map<TokenPair, Asked> asked = new LinkedHashMap<>();
        Map<Request.Generation, Writing> writings = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            switch (requests.get(i)) {
                case Request.Likelihood likelihood -> ask(asked, encoder.encode(likelihood), i);
                case Request.RollingLikelihood rolling -> {
                    for (TokenPair window : encoder.encode(rolling)) {
                        ask(asked, window, i);
                    }
                }
                case Request.Generation generation ->
                    writings.computeIfAbsent(generation, Writing::new).indices().add(i);
            }
        }
        Comparator<Asked> byTokens = Comparator.comparing(one -> one.passage().tokens(), Arrays::compare);
        return new Questions(asked.values().stream().sorted(byTokens).toList(), List.copyOf(writings.values()));
    }

    /**
     * Neighbours together.
     *
     * @param tokens about how many tokens a batch has that are not shared within it
     */
    List<List<Asked>> batches(int tokens) {
        List<List<Asked>> batches = new ArrayList<>();
        List<Asked> batch = new ArrayList<>();
        int size = 0;
        for (Asked one : asked) {
            int fresh = batch.isEmpty() ? one.passage().length() : fresh(batch.getLast(), one);
            if (!batch.isEmpty()
                    && isFull(size + fresh, tokens, fresh * 2 > one.passage().length())) {
                batches.add(batch);
                batch = new ArrayList<>();
                size = 0;
                fresh = one.passage().length();
            }
            batch.add(one);
            size += fresh;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    /** Those that share most of their tokens are parted late. */
    private static boolean isFull(int size, int wanted, boolean atBorder) {
        return size > wanted && (atBorder || size > 4 * wanted);
    }

    private static int fresh(Asked before, Asked next) {
        return next.passage().length() - before.passage().shared(next.passage());
    }

    private static void ask(Map<TokenPair, Asked> asked, TokenPair passage, int index) {
        asked.computeIfAbsent(passage, Asked::new).indices().add(index);
    }
}
