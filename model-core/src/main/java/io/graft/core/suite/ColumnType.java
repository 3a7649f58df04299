package io.graft.core.suite;

import io.graft.core.template.None;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the cells of a CSV column are, decided for the whole column, as pandas does: a number as such, an empty cell None. */
final class ColumnType {
    private static final Set<String> MISSING = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");
    private static final Set<String> TRUE = Set.of("True", "TRUE", "true");
    private static final Set<String> FALSE = Set.of("False", "FALSE", "false");
    private static final Pattern WHOLE = Pattern.compile("\\s*[-+]?\\d{1,18}\\s*");
    private static final Pattern DECIMAL = Pattern.compile(
            "\\s*[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d{1,4})?\\s*|\\s*[-+]?(?:inf|Inf|infinity|Infinity)\\s*");

    private ColumnType() {}

    static List<Object> values(List<String> cells) {
        List<String> present =
                cells.stream().filter(cell -> !MISSING.contains(cell)).toList();
        boolean gaps = present.size() < cells.size();
        if (present.isEmpty()) {
            return mapped(cells, cell -> None.NONE);
        }
        if (!gaps && all(present, WHOLE)) {
            return mapped(cells, cell -> Long.valueOf(cell.strip()));
        }
        if (all(present, DECIMAL)) {
            return mapped(cells, ColumnType::decimal);
        }
        if (present.stream().allMatch(cell -> TRUE.contains(cell) || FALSE.contains(cell))) {
            return mapped(cells, TRUE::contains);
        }
        return mapped(cells, cell -> cell);
    }

    private static boolean all(List<String> cells, Pattern pattern) {
        return cells.stream().allMatch(cell -> pattern.matcher(cell).matches());
    }

    private static Object decimal(String cell) {
        String number = cell.strip();
        return number.endsWith("nf") || number.endsWith("y")
                ? (Object) (number.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY)
                : Double.valueOf(number);
    }

    private static List<Object> mapped(List<String> cells, Function<String, Object> value) {
        return cells.stream()
                .map(cell -> MISSING.contains(cell) ? None.NONE : value.apply(cell))
                .toList();
    }
}
