package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Walks through a tree of texts. Small branches go through the network side by side; what larger ones have in common goes first and
 * is kept while they are walked through. What does not depend on each other is shared out among threads.
 */
final class Scorer {
    /** A common beginning that is shorter is read again with each of its branches: that costs less than a pass of its own. */
    private static final int WORTH_KEEPING = 24;

    private final TokenTree tree;
    private final Crew crew;
    private final int vocabulary;
    private final float[][] logProbabilities;
    private final AtomicIntegerArray surprises;

    private Scorer(List<Passage> passages, Crew crew, int vocabulary) {
        this.tree = TokenTree.of(passages);
        this.crew = crew;
        this.vocabulary = vocabulary;
        this.logProbabilities =
                passages.stream().map(passage -> new float[passage.asked()]).toArray(float[][]::new);
        this.surprises = new AtomicIntegerArray(passages.size());
    }

    /** @param crew with whom to share the work */
    static List<Score> score(List<Passage> passages, Reading reading, Crew crew, int vocabulary) {
        Scorer scorer = new Scorer(passages, crew, vocabulary);
        scorer.makeRoom(passages, reading);
        scorer.together(scorer.steps(0, scorer.tree.size(), new int[0], 0, reading), reading);
        return IntStream.range(0, passages.size())
                .mapToObj(i -> new Score(scorer.logProbabilities[i], scorer.surprises.get(i) == 0))
                .toList();
    }

    /** As much as any step needs: how keys lie in memory must not depend on who takes which step. */
    private void makeRoom(List<Passage> passages, Reading reading) {
        int longest = passages.stream().mapToInt(Passage::length).max().orElse(0);
        reading.reserve(Math.min(tree.size(), longest + reading.stride()));
    }

    /** What is to be done next. */
    private static final class Step {
        private final int[] nodes;
        private final int answered;
        private final int inner;
        private final int end;

        /**
         * Makes a step.
         *
         * @param nodes that go through the network: a few that were not worth keeping, and others that follow them
         * @param answered how many of them, from the first on, are asked about in another step
         * @param inner where branches begin that follow the last of the nodes and consist of steps of their own
         * @param end where those branches end; {@code inner} if there are none
         */
        private Step(int[] nodes, int answered, int inner, int end) {
            this.nodes = nodes;
            this.answered = answered;
            this.inner = inner;
            this.end = end;
        }

        private boolean isBranch() {
            return end > inner;
        }

        private int size() {
            return nodes.length + end - inner;
        }
    }

    /**
     * Cuts the branches in a range of nodes into steps, which do not depend on each other.
     *
     * @param pending nodes between what is kept and these branches
     * @param answered how many of them were asked about before
     */
    private List<Step> steps(int first, int end, int[] pending, int answered, Reading reading) {
        List<Step> steps = new ArrayList<>();
        int most = Math.max(1, reading.stride() - pending.length);
        int node = first;
        while (node < end) {
            int next = node;
            while (next < end && tree.end(next) - node <= most) {
                next = tree.end(next);
            }
            boolean small = next > node;
            int last = small ? next : tree.chainEnd(node, most) + 1;
            next = small ? next : tree.end(node);
            int[] nodes = joined(pending, node, last);
            steps.add(new Step(nodes, steps.isEmpty() ? answered : pending.length, last, next));
            node = next;
        }
        return steps;
    }

    private static int[] joined(int[] pending, int from, int to) {
        return IntStream.concat(Arrays.stream(pending), IntStream.range(from, to))
                .toArray();
    }

    /** Several steps at the same time; within a single one, what it consists of. */
    private void together(List<Step> steps, Reading reading) {
        if (steps.size() > 1) {
            List<Step> largestFirst = new ArrayList<>(steps);
            largestFirst.sort(Comparator.comparingInt(step -> -step.size()));
            crew.share(largestFirst, reading, this::take);
        } else {
            steps.forEach(step -> take(step, reading, this::together));
        }
    }

    private void take(Step step, Reading reading) {
        take(step, reading, (steps, same) -> steps.forEach(inner -> take(inner, same)));
    }

    private void take(Step step, Reading reading, BiConsumer<List<Step>, Reading> next) {
        if (!step.isBranch()) {
            pass(step, reading);
        } else if (step.nodes.length < WORTH_KEEPING) {
            next.accept(steps(step.inner, step.end, step.nodes, step.answered, reading), reading);
        } else {
            int before = reading.length();
            pass(step, reading);
            next.accept(steps(step.inner, step.end, new int[0], 0, reading), reading);
            reading.truncate(before);
        }
    }

    private void pass(Step step, Reading reading) {
        try (NDManager scope = reading.scope()) {
            NDArray hidden = reading.read(tokens(step.nodes), scope);
            if (step.isBranch()) {
                reading.keep(step.nodes.length);
            }
            answer(step, hidden, reading);
        }
    }

    private Tokens tokens(int[] nodes) {
        int[] ids = Arrays.stream(nodes).map(tree::token).toArray();
        int[] parents = Arrays.stream(nodes)
                .map(node -> Math.max(-1, Arrays.binarySearch(nodes, tree.parent(node))))
                .toArray();
        return new Tokens(tree.depth(nodes[0]), ids, parents);
    }

    /** @param row the place of the token after which it is asked */
    private record Asked(int row, TokenTree.Question question) {}

    private void answer(Step step, NDArray hidden, Reading reading) {
        List<Asked> asked = new ArrayList<>();
        for (int i = step.answered; i < step.nodes.length; i++) {
            for (TokenTree.Question question : tree.questions(step.nodes[i])) {
                asked.add(new Asked(i, question));
            }
        }
        int most = reading.mostRows();
        for (int i = 0; i < asked.size(); i += most) {
            answer(asked.subList(i, Math.min(asked.size(), i + most)), hidden, reading);
        }
    }

    private void answer(List<Asked> asked, NDArray hidden, Reading reading) {
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
                if (likeliest[(int) where[i]] != question.token()) {
                    surprises.incrementAndGet(question.passage());
                }
            }
        }
    }

    private long[] cells(long[] rows, long[] columns) {
        long[] cells = new long[rows.length];
        Arrays.setAll(cells, i -> rows[i] * vocabulary + columns[i]);
        return cells;
    }
}
