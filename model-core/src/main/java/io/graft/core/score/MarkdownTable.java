package io.graft.core.score;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table as pytablewriter's MarkdownTableWriter lays it out. */
final class MarkdownTable {
    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(String... heads) {
        this.heads = List.of(heads);
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** Each line ends in a line feed. */
    String text() {
        List<TableColumn> columns = IntStream.range(0, heads.size())
                .mapToObj(i -> new TableColumn(
                        heads.get(i), rows.stream().map(row -> row.get(i)).toList()))
                .toList();
        StringBuilder text = new StringBuilder();
        text.append(line(columns.stream().map(TableColumn::head).toList()));
        text.append(line(columns.stream().map(TableColumn::rule).toList()));
        IntStream.range(0, rows.size())
                .forEach(row -> text.append(
                        line(columns.stream().map(column -> column.cell(row)).toList())));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining("|", "|", "|\n"));
    }
}
