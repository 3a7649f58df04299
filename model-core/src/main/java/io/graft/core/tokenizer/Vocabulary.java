package io.graft.core.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that a model knows: those of its tokenizer that have a row in its embedding. A token whose id lies behind the last row
 * is not there; a row without a token is padding.
 */
public final class Vocabulary {
    private final Map<String, Integer> ids;
    private final @Nullable String[] tokens;

    /**
     * Pairs a tokenizer's tokens with a model's rows.
     *
     * @param ids by token
     * @param rows of the model's embedding
     */
    Vocabulary(Map<String, Integer> ids, int rows) {
        this.ids = ids;
        this.tokens = new @Nullable String[rows];
        ids.forEach((token, id) -> {
            if (id < rows) {
                tokens[id] = token;
            }
        });
    }

    /** Rows of the embedding, padding included. */
    public int rows() {
        return tokens.length;
    }

    /** The row that stands for a token, if the model has one. */
    public OptionalInt row(String token) {
        Integer id = ids.get(token);
        return id == null || id >= tokens.length ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The token of a row; null for padding. */
    @Nullable
    String token(int row) {
        return tokens[row];
    }

    /** Whether the model has this row and no token needs it. */
    boolean isPadding(int row) {
        return row < tokens.length && tokens[row] == null;
    }

    /** All tokens that have a row, in the order of the rows. */
    public List<String> tokens() {
        List<String> all = new ArrayList<>();
        for (String token : tokens) {
            if (token != null) {
                all.add(token);
            }
        }
        return all;
    }

    /** The rows that mean something else in a vocabulary of the same size. */
    IntStream differences(Vocabulary other) {
        return IntStream.range(0, rows()).filter(row -> !Objects.equals(tokens[row], other.tokens[row]));
    }
}
