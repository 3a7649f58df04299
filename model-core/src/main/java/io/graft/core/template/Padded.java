package io.graft.core.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** One value in a format's place. */
final class Padded {
    private Padded() {}

    static String of(Object value, char conversion, String flags, int width, int precision) {
        String text = signed(text(value, conversion, precision), conversion, flags);
        String padding = " ".repeat(Math.max(0, width - PythonText.length(text)));
        if (flags.contains("-")) {
            return text + padding;
        }
        if (flags.contains("0") && conversion != 's' && conversion != 'r') {
            int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
            return text.substring(0, sign) + padding.replace(' ', '0') + text.substring(sign);
        }
        return padding + text;
    }

    private static String signed(String text, char conversion, String flags) {
        boolean number = conversion != 's' && conversion != 'r';
        return number && flags.contains("+") && !text.startsWith("-") ? "+" + text : text;
    }

    private static String text(Object value, char conversion, int precision) {
        return switch (conversion) {
            case 's' -> cut(Python.str(value), precision);
            case 'r' -> cut(Python.repr(value), precision);
            case 'd', 'i' ->
                Long.toString(value instanceof Double number ? number.longValue() : Arithmetic.integer(value));
            case 'x' -> Long.toHexString(Arithmetic.integer(value));
            case 'f', 'F' -> fixed(Arithmetic.number(value), precision < 0 ? 6 : precision);
            case 'e' ->
                "%.{n}e"
                        .replace("{n}", Integer.toString(precision < 0 ? 6 : precision))
                        .formatted(Arithmetic.number(value))
                        .toLowerCase(Locale.ROOT);
            default -> throw Problem.unsupported("The format \"%s\" is not supported", conversion);
        };
    }

    private static String cut(String text, int precision) {
        return precision < 0 || precision >= PythonText.length(text) ? text : PythonText.part(text, 0, precision);
    }

    private static String fixed(double number, int precision) {
        return Double.isFinite(number)
                ? (1 / number < 0 && number == 0 ? "-" : "")
                        + new BigDecimal(number)
                                .setScale(precision, RoundingMode.HALF_EVEN)
                                .toPlainString()
                : Python.repr(number);
    }
}
