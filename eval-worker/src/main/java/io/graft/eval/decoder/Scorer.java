package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Walks through a tree of texts. Small branches go through the network side by side; what larger ones have in common goes first and
 * is kept while they are walked through.
 */
final class Scorer {
    /** A common beginning that is shorter is read again with each of its branches: that costs less than a pass of its own. */
    private static final int WORTH_KEEPING = 24;

    private final TokenTree tree;
    private final Reading reading;
    private final int vocabulary;
    private final float[][] logProbabilities;
    private final boolean[] greedy;
    private final int[] places;

    private Scorer(List<Passage> passages, Reading reading, int vocabulary) {
        this.tree = TokenTree.of(passages);
        this.reading = reading;
        this.vocabulary = vocabulary;
        this.logProbabilities =
                passages.stream().map(passage -> new float[passage.asked()]).toArray(float[][]::new);
        this.greedy = new boolean[passages.size()];
        Arrays.fill(greedy, true);
        this.places = new int[tree.size()];
        Arrays.fill(places, -1);
    }

    static List<Score> score(List<Passage> passages, Reading reading, int vocabulary) {
        Scorer scorer = new Scorer(passages, reading, vocabulary);
        scorer.walk(0, scorer.tree.size(), new int[0]);
        return IntStream.range(0, passages.size())
                .mapToObj(i -> new Score(scorer.logProbabilities[i], scorer.greedy[i]))
                .toList();
    }

    /**
     * Walks through the branches in a range of nodes.
     *
     * @param pending nodes between what is kept and these branches
     */
    private void walk(int first, int end, int[] pending) {
        int node = first;
        while (node < end) {
            int most = Math.max(1, reading.stride() - pending.length);
            int next = node;
            while (next < end && tree.end(next) - node <= most) {
                next = tree.end(next);
            }
            if (next > node) {
                pass(joined(pending, node, next), false);
                node = next;
            } else {
                branch(node, joined(pending, node, tree.chainEnd(node, most) + 1));
                node = tree.end(node);
            }
        }
    }

    /** Walks through what follows a chain that starts with a branch too large for one pass. */
    private void branch(int node, int[] chain) {
        int inner = chain[chain.length - 1] + 1;
        if (chain.length < WORTH_KEEPING) {
            walk(inner, tree.end(node), chain);
            return;
        }
        int before = reading.length();
        pass(chain, true);
        walk(inner, tree.end(node), new int[0]);
        reading.truncate(before);
    }

    private static int[] joined(int[] pending, int from, int to) {
        return IntStream.concat(Arrays.stream(pending), IntStream.range(from, to))
                .toArray();
    }

    private void pass(int[] nodes, boolean keep) {
        try (NDManager scope = reading.scope()) {
            NDArray hidden = reading.read(tokens(nodes), scope);
            if (keep) {
                reading.keep(nodes.length);
            }
            answer(nodes, hidden);
        }
    }

    private Tokens tokens(int[] nodes) {
        for (int i = 0; i < nodes.length; i++) {
            places[nodes[i]] = i;
        }
        int[] ids = Arrays.stream(nodes).map(tree::token).toArray();
        int[] parents = Arrays.stream(nodes)
                .map(node -> tree.parent(node) < 0 ? -1 : places[tree.parent(node)])
                .toArray();
        for (int node : nodes) {
            places[node] = -1;
        }
        return new Tokens(tree.depth(nodes[0]), ids, parents);
    }

    /** @param row the place of the token after which it is asked */
    private record Asked(int row, TokenTree.Question question) {}

    private void answer(int[] nodes, NDArray hidden) {
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < nodes.length; i++) {
            for (TokenTree.Question question : tree.takeQuestions(nodes[i])) {
                asked.add(new Asked(i, question));
            }
        }
        int most = reading.mostRows();
        for (int i = 0; i < asked.size(); i += most) {
            answer(asked.subList(i, Math.min(asked.size(), i + most)), hidden);
        }
    }

    private void answer(List<Asked> asked, NDArray hidden) {
        int[] rows = asked.stream().mapToInt(Asked::row).distinct().toArray();
        long[] where = asked.stream()
                .mapToLong(each -> Arrays.binarySearch(rows, each.row()))
                .toArray();
        long[] targets =
                asked.stream().mapToLong(each -> each.question().token()).toArray();
        try (NDManager scope = hidden.getManager().newSubManager()) {
            NDArray logits = reading.logits(hidden, rows);
            logits.attach(scope);
            long[] likeliest = Torch.likeliest(logits).toLongArray();
            NDArray logs = Torch.logSoftmax(logits);
            NDArray picks = scope.create(cells(where, targets)).reshape(new Shape(targets.length, 1));
            float[] picked = Torch.rows(picks, logs.reshape(new Shape(-1, 1))).toFloatArray();
            for (int i = 0; i < asked.size(); i++) {
                TokenTree.Question question = asked.get(i).question();
                logProbabilities[question.passage()][question.index()] = picked[i];
                greedy[question.passage()] &= likeliest[(int) where[i]] == question.token();
            }
        }
    }

    private long[] cells(long[] rows, long[] columns) {
        long[] cells = new long[rows.length];
        Arrays.setAll(cells, i -> rows[i] * vocabulary + columns[i]);
        return cells;
    }
}
