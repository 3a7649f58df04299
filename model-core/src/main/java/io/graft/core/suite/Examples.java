package io.graft.core.suite;

import io.graft.core.random.PythonRandom;
import io.graft.core.template.Python;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the solved examples before each question, as lm-evaluation-harness does: one stream of random numbers for a task, so
 * that a document's examples depend on its place.
 *
 * @param pool where examples are taken from
 * @param count how many each question has
 * @param firstOnes whether they are the first ones of the pool ({@code sampler: first_n})
 * @param withoutOwn whether the document itself must not be among them
 * @param where the key to blame where there are too few
 */
record Examples(List<Row> pool, int count, boolean firstOnes, boolean withoutOwn, SuiteNode where) {
    private static final long SEED = 1234;

    /** The examples of all documents from the first on, in order. */
    Draw start() {
        return new Draw(new PythonRandom(SEED));
    }

    /** A walk through the documents. */
    final class Draw {
        private final PythonRandom random;

        private Draw(PythonRandom random) {
            this.random = random;
        }

        /** The examples of the next document. */
        List<Row> next(Row document) {
            if (count == 0) {
                return List.of();
            }
            return firstOnes ? first(document) : drawn(document);
        }

        private List<Row> first(Row document) {
            List<Row> others = withoutOwn ? others(pool, document) : pool;
            requireEnough(others.size(), count);
            return others.subList(0, count);
        }

        private List<Row> drawn(Row document) {
            if (!withoutOwn) {
                return sample(pool, count);
            }
            List<Row> others = others(sample(pool, count + 1), document);
            return others.size() < count ? sample(others(pool, document), count) : others.subList(0, count);
        }

        private List<Row> sample(List<Row> rows, int wanted) {
            requireEnough(rows.size(), wanted);
            return random.sample(rows, wanted);
        }
    }

    private static List<Row> others(List<Row> rows, Row document) {
        List<Row> others = new ArrayList<>();
        for (Row row : rows) {
            if (!Python.equal(row.columns(), document.columns())) {
                others.add(row);
            }
        }
        return others;
    }

    private void requireEnough(int available, int wanted) {
        if (available < wanted) {
            throw where.refusal(
                    SuiteError.SUITE_WRONG_VALUE,
                    "needs %d examples for each question, but there are %d to choose from".formatted(wanted, available),
                    "Ask for fewer with num_fewshot, or add documents to the split that they come from.");
        }
    }
}
