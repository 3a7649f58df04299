package io.graft.registry.model;

import io.graft.core.GraftException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next the cursor of the page after, null on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {
    private static final int LARGEST = 200;

    /** Makes a page of rows that were read one beyond the limit. */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, cursor.apply(items.getLast()).text());
    }

    public static int limit(int asked) {
        if (asked < 1 || asked > LARGEST) {
            throw new GraftException(
                    ModelError.LIMIT_OUT_OF_RANGE,
                    "limit",
                    "A page of %d is not possible".formatted(asked),
                    "Ask for 1 to %d.".formatted(LARGEST));
        }
        return asked;
    }
}
