package io.graft.core.suite;

import io.graft.core.GraftException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads comma-separated values after RFC 4180, with the column types that pandas would find. */
final class CsvRows {
    private static final int MOST_COLUMNS = 10_000;

    private final String file;
    private final String text;
    private final char delimiter;
    private int at;
    private int line = 1;

    private CsvRows(String file, String text, char delimiter) {
        this.file = file;
        this.text = text;
        this.delimiter = delimiter;
    }

    /**
     * The documents of a file.
     *
     * @param names of the columns; empty if they stand in the first line
     */
    static List<Row> read(String file, byte[] bytes, char delimiter, List<String> names) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        CsvRows csv = new CsvRows(file, text.startsWith("\ufeff") ? text.substring(1) : text, delimiter);
        return csv.rows(names);
    }

    private record Line(List<String> cells, int number) {}

    private List<Row> rows(List<String> given) {
        List<Line> lines = new ArrayList<>();
        while (at < text.length()) {
            Line read = line();
            if (read.cells().size() > 1 || !read.cells().getFirst().isEmpty()) {
                lines.add(read);
            }
        }
        boolean headed = given.isEmpty();
        if (headed && lines.isEmpty()) {
            throw malformed(1, "it has no line with the columns' names");
        }
        List<String> names = headed ? lines.removeFirst().cells() : given;
        lines.forEach(each -> requireFits(each, names));
        return rows(lines, names);
    }

    private List<Row> rows(List<Line> lines, List<String> names) {
        List<List<Object>> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            columns.add(ColumnType.values(lines.stream()
                    .map(each -> column < each.cells().size() ? each.cells().get(column) : "")
                    .toList()));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Map<String, Object> document = new LinkedHashMap<>();
            for (int column = 0; column < names.size(); column++) {
                document.put(names.get(column), columns.get(column).get(i));
            }
            rows.add(new Row(document, file, lines.get(i).number()));
        }
        return rows;
    }

    private Line line() {
        int start = line;
        List<String> cells = new ArrayList<>();
        do {
            cells.add(cell());
            if (cells.size() > MOST_COLUMNS) {
                throw malformed(start, "it has more than %d columns".formatted(MOST_COLUMNS));
            }
        } while (skip(delimiter));
        skip('\r');
        skip('\n');
        return new Line(cells, start);
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            line += c == '\n' ? 1 : 0;
            return true;
        }
        return false;
    }

    private String cell() {
        if (!skip('"')) {
            return plain();
        }
        int start = line;
        StringBuilder cell = new StringBuilder();
        while (true) {
            if (at == text.length()) {
                throw malformed(start, "a quotation mark is opened and never closed");
            }
            char next = text.charAt(at);
            if (next == '"' && (at + 1 == text.length() || text.charAt(at + 1) != '"')) {
                at++;
                return cell.append(plain()).toString();
            }
            at += next == '"' ? 2 : 1;
            line += next == '\n' ? 1 : 0;
            cell.append(next);
        }
    }

    private String plain() {
        int start = at;
        while (at < text.length()
                && text.charAt(at) != delimiter
                && text.charAt(at) != '\n'
                && text.charAt(at) != '\r') {
            at++;
        }
        return text.substring(start, at);
    }

    private void requireFits(Line read, List<String> names) {
        if (read.cells().size() > names.size()) {
            throw malformed(
                    read.number(),
                    "it has %d columns, but %d are named".formatted(read.cells().size(), names.size()));
        }
    }

    private GraftException malformed(int number, String problem) {
        return SuiteError.SUITE_DATA_MALFORMED.at(
                "%s:%d".formatted(file, number),
                "Line %d of %s cannot be read: %s".formatted(number, file, problem),
                "Correct the line, or name the columns and the delimiter in dataset_kwargs.");
    }
}
