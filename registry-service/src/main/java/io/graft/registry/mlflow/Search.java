package io.graft.registry.mlflow;

import io.graft.registry.model.Cursor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One page of a search.
 *
 * @param order column by column, as SQL has it
 * @param offset how many rows were on the pages before
 */
record Search(Filter filter, String order, int limit, int offset) {
    private static final String NUMBER = "version_number";
    private static final int LARGEST_PAGE = 1000;
    private static final Pattern TERM =
            Pattern.compile("\\s*(?<field>[a-z_]+)(?:\\s+(?<way>asc|desc))?\\s*", Pattern.CASE_INSENSITIVE);

    /**
     * What is searched.
     *
     * @param most how many a client may ask for
     * @param fields by which it is found
     * @param order as SQL has it, where no other is asked for
     */
    record Subject(int most, Set<String> fields, String order) {
        static final Subject MODELS = new Subject(1000, Set.of("name"), "name");
        static final Subject VERSIONS = new Subject(
                200_000, Set.of("name", "run_id", "source_path", NUMBER), "updated_at desc, name, version_number desc");

        private static final Map<String, String> COLUMNS = Map.of(
                "name",
                "name",
                "timestamp",
                "updated_at",
                "last_updated_timestamp",
                "updated_at",
                "creation_timestamp",
                "created_at",
                NUMBER,
                NUMBER);

        /**
         * Reads what a client asks for.
         *
         * @param limit how many it can take; a page may have fewer
         * @param token of the page, from the page before
         */
        Search search(@Nullable String filter, @Nullable List<String> orderBy, int limit, @Nullable String token) {
            if (limit < 1 || limit > most) {
                throw MlflowError.query(
                        "max_results",
                        "A page of %d is not possible".formatted(limit),
                        "Ask for 1 to %d.".formatted(most));
            }
            return new Search(
                    Filter.parse(Objects.requireNonNullElse(filter, ""), fields),
                    order(orderBy == null ? List.of() : orderBy),
                    Math.min(limit, LARGEST_PAGE),
                    Search.offset(Cursor.parse(token)));
        }

        private String order(List<String> terms) {
            return Stream.concat(terms.stream().map(this::column), Stream.of(order))
                    .collect(Collectors.joining(", "));
        }

        private String column(String term) {
            Matcher parts = TERM.matcher(term);
            String column = parts.matches() ? COLUMNS.get(parts.group("field").toLowerCase(Locale.ROOT)) : null;
            if (column == null || (column.equals(NUMBER) && !fields.contains(NUMBER))) {
                throw MlflowError.query(
                        "order_by",
                        "\"%s\" is no order".formatted(term),
                        "Write name or last_updated_timestamp, then ASC or DESC.");
            }
            return "desc".equalsIgnoreCase(parts.group("way")) ? column + " desc" : column;
        }
    }

    /**
     * The rows of this page, and one more if there is another page.
     *
     * @param rows the query that is searched
     */
    <T> List<T> rows(JdbcClient jdbc, String rows, RowMapper<T> reader) {
        return jdbc.sql("select * from (%s) as found where %s order by %s limit :limit offset :offset"
                        .formatted(rows, filter.sql(), order))
                .params(filter.parameters())
                .param("limit", limit + 1)
                .param("offset", offset)
                .query(reader)
                .list();
    }

    <T> List<T> page(List<T> rows) {
        return rows.subList(0, Math.min(limit, rows.size()));
    }

    /** Null on the last page. */
    @Nullable
    String next(List<?> rows) {
        return rows.size() <= limit ? null : new Cursor(Integer.toString(offset + limit)).text();
    }

    private static int offset(Cursor cursor) {
        if (cursor.equals(Cursor.START)) {
            return 0;
        }
        if (!cursor.after().matches("[0-9]{1,9}")) {
            throw Cursor.malformed(null);
        }
        return Integer.parseInt(cursor.after());
    }
}
