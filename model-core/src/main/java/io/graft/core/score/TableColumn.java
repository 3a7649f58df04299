package io.graft.core.score;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A column of a {@link MarkdownTable}: numbers to the right, with as many decimal places as the column has on average and one
 * more, but no more than any of them has; everything else to the left.
 */
final class TableColumn {
    private static final int NARROWEST = 3;

    private final String name;
    private final List<String> cells;
    private final boolean numeric;
    private final int width;

    TableColumn(String name, List<String> cells) {
        this.name = name;
        this.numeric = cells.stream().anyMatch(TableColumn::isNumber)
                && cells.stream().allMatch(cell -> isNumber(cell) || cell.isBlank());
        int places = places(cells);
        boolean fractions = cells.stream().filter(TableColumn::isNumber).anyMatch(cell -> places(cell) > 0);
        this.cells = cells.stream()
                .map(cell -> written(cell, places, fractions && numeric))
                .toList();
        this.width = IntStream.concat(
                        this.cells.stream().mapToInt(TableColumn::width), IntStream.of(width(name), NARROWEST))
                .max()
                .orElse(0);
    }

    private static boolean isNumber(String cell) {
        return cell.matches("-?\\d+(\\.\\d+)?");
    }

    private static int places(String cell) {
        return Math.max(0, new BigDecimal(cell).stripTrailingZeros().scale());
    }

    private static int places(List<String> cells) {
        List<Integer> places = cells.stream()
                .filter(TableColumn::isNumber)
                .map(TableColumn::places)
                .toList();
        double mean = places.stream().mapToInt(Integer::intValue).average().orElse(0);
        int most = places.stream().mapToInt(Integer::intValue).max().orElse(0);
        return Math.min((int) Math.ceil(mean + 1), most);
    }

    private static String written(String cell, int places, boolean allFractions) {
        if (!isNumber(cell)) {
            return cell;
        }
        boolean whole = !allFractions && places(cell) == 0;
        return new BigDecimal(cell)
                .setScale(whole ? 0 : places, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** A Chinese, Japanese or Korean character is as wide as two others. */
    private static int width(String text) {
        return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
    }

    private static boolean isWide(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> point >= 0xff01 && point <= 0xff60;
        };
    }

    String head() {
        int left = (width - width(name)) / 2;
        return " ".repeat(left) + name + " ".repeat(width - width(name) - left);
    }

    String rule() {
        return numeric ? "-".repeat(width - 1) + ":" : "-".repeat(width);
    }

    String cell(int row) {
        String cell = cells.get(row);
        String padding = " ".repeat(width - width(cell));
        return isNumber(cell) ? padding + cell : cell + padding;
    }
}
