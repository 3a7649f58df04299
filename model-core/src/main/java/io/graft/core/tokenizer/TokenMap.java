package io.graft.core.tokenizer;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** For each row of the result: which of one model's own rows it is there, or what else stands in for it. */
public final class TokenMap {
    private static final int NONE = -1;

    private final int[] own;
    private final Map<Integer, Fill> fills;

    /**
     * Made by {@link RowRules}.
     *
     * @param own the model's own row for each row of the result, or -1
     * @param fills for the rows that are -1
     */
    TokenMap(int[] own, Map<Integer, Fill> fills) {
        this.own = own;
        this.fills = fills;
    }

    /** Rows of the result. */
    public int rows() {
        return own.length;
    }

    /** The model's own row, if that is what stands there. */
    public OptionalInt own(int row) {
        return own[row] == NONE ? OptionalInt.empty() : OptionalInt.of(own[row]);
    }

    /** Whether every row stays where it is in a model with that many rows. */
    boolean isIdentity(int rows) {
        return own.length == rows && fills.isEmpty() && run(0, rows) == rows;
    }

    /** How many rows from this one on follow each other in the model as they do in the result; at most {@code most}, at least 1. */
    int run(int row, int most) {
        int length = 1;
        while (length < most && own[row] != NONE && own[row + length] == own[row] + length) {
            length++;
        }
        return length;
    }

    Fill fill(int row) {
        return Objects.requireNonNull(fills.get(row), "a row of the model's own");
    }

    boolean isMean(int row) {
        return own[row] == NONE && fill(row) instanceof Fill.Mean;
    }

    boolean needsMean() {
        return fills.values().stream().anyMatch(Fill.Mean.class::isInstance);
    }

    /** The places of the models whose rows are used. */
    SortedSet<Integer> donors() {
        SortedSet<Integer> donors = new TreeSet<>();
        fills.values().stream().flatMap(TokenMap::rows).forEach(row -> donors.add(row.model()));
        return donors;
    }

    private static Stream<Fill.Row> rows(Fill fill) {
        return switch (fill) {
            case Fill.Row row -> Stream.of(row);
            case Fill.Average(var rows) -> rows.stream();
            case Fill.Zero _, Fill.Mean _ -> Stream.empty();
        };
    }
}
