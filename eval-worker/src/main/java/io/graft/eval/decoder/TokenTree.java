package io.graft.eval.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts, grown together where they begin alike. Nodes are tokens, in the order in which a walk from the root meets them, each
 * before all that follow it: what follows node {@code i} are the nodes up to {@code end(i)}.
 */
final class TokenTree {
    /** A token that is asked about: the {@code index}-th answer to a passage. */
    record Question(int passage, int index, int token) {}

    private final int[] tokens;
    private final int[] parents;
    private final int[] depths;
    private final int[] ends;
    private final List<List<Question>> questions = new ArrayList<>();
    private int size;

    private TokenTree(int most) {
        tokens = new int[most];
        parents = new int[most];
        depths = new int[most];
        ends = new int[most];
    }

    /** The last token of a passage is not read: nothing is asked after it. */
    static TokenTree of(List<Passage> passages) {
        int[][] ids = passages.stream().map(Passage::read).toArray(int[][]::new);
        TokenTree tree =
                new TokenTree(Arrays.stream(ids).mapToInt(each -> each.length).sum());
        List<Integer> order = IntStream.range(0, ids.length)
                .boxed()
                .sorted((one, other) -> Arrays.compare(ids[one], ids[other]))
                .toList();
        int[] path =
                new int[Arrays.stream(ids).mapToInt(each -> each.length).max().orElse(0)];
        int[] before = {};
        for (int i : order) {
            tree.add(ids[i], path, common(before, ids[i]));
            tree.ask(i, passages.get(i), path);
            before = ids[i];
        }
        tree.close();
        return tree;
    }

    private static int common(int[] one, int[] other) {
        int mismatch = Arrays.mismatch(one, other);
        return mismatch < 0 ? one.length : mismatch;
    }

    private void add(int[] ids, int[] path, int shared) {
        for (int depth = shared; depth < ids.length; depth++) {
            tokens[size] = ids[depth];
            parents[size] = depth == 0 ? -1 : path[depth - 1];
            depths[size] = depth;
            questions.add(new ArrayList<>());
            path[depth] = size++;
        }
    }

    private void ask(int passage, Passage asked, int[] path) {
        for (int place = asked.from(); place < asked.length(); place++) {
            questions.get(path[place - 1]).add(new Question(passage, place - asked.from(), asked.id(place)));
        }
    }

    private void close() {
        Arrays.setAll(ends, i -> i + 1);
        for (int i = size - 1; i >= 0; i--) {
            if (parents[i] >= 0) {
                ends[parents[i]] = Math.max(ends[parents[i]], ends[i]);
            }
        }
    }

    int size() {
        return size;
    }

    int token(int node) {
        return tokens[node];
    }

    /** −1 for what a text begins with. */
    int parent(int node) {
        return parents[node];
    }

    /** How many tokens stand before this one. */
    int depth(int node) {
        return depths[node];
    }

    int end(int node) {
        return ends[node];
    }

    /** The last of the nodes from this one on that follow each other without a branch, at most so many. */
    int chainEnd(int node, int most) {
        int last = node;
        while (last + 1 - node < most && last + 1 < ends[node] && ends[last + 1] == ends[node]) {
            last++;
        }
        return last;
    }

    /** What is asked after a node. */
    List<Question> questions(int node) {
        return questions.get(node);
    }
}
