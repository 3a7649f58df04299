package io.graft.core.template;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What Python's built-in functions say of a value. */
public final class Python {
    private static final int MOST_DEPTH = 100;

    private Python() {}

    /** {@code str(value)}: what a template writes. */
    public static String str(Object value) {
        return value instanceof String text ? text : repr(value);
    }

    /** {@code repr(value)}. */
    public static String repr(Object value) {
        return repr(value, 0);
    }

    private static String repr(Object value, int depth) {
        if (depth > MOST_DEPTH) {
            throw Problem.tooLarge("A value is nested too deeply");
        }
        return switch (Undefined.require(value)) {
            case String text -> Quoted.of(text);
            case Boolean flag -> flag ? "True" : "False";
            case Double number -> repr(number.doubleValue());
            case Tuple tuple ->
                tuple.size() == 1 ? "(" + repr(tuple.get(0), depth + 1) + ",)" : items(tuple, "(", ")", depth);
            case List<?> list -> items(list, "[", "]", depth);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> repr(entry.getKey(), depth + 1) + ": " + repr(entry.getValue(), depth + 1))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
    }

    private static String items(List<?> list, String open, String close, int depth) {
        return list.stream().map(item -> repr(item, depth + 1)).collect(Collectors.joining(", ", open, close));
    }

    /** {@code repr(number)} of a float: the fewest digits that mean it. */
    public static String repr(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        return exponent < -4 || exponent >= 16 ? scientific(digits, exponent) : plain(digits);
    }

    private static String plain(BigDecimal digits) {
        String text = digits.toPlainString();
        return text.indexOf('.') < 0 ? text + ".0" : text;
    }

    private static String scientific(BigDecimal digits, int exponent) {
        String mantissa = digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** {@code bool(value)}. */
    static boolean truth(Object value) {
        return switch (Undefined.require(value)) {
            case Boolean flag -> flag;
            case None _ -> false;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /** {@code one == other}: numbers by value, whatever their type. */
    public static boolean equal(Object one, Object other) {
        Undefined.require(one);
        Undefined.require(other);
        if (isNumber(one) && isNumber(other)) {
            return Arithmetic.compare(one, other) == 0;
        }
        if (one instanceof List<?> left && other instanceof List<?> right) {
            return one instanceof Tuple == other instanceof Tuple && equalLists(left, right);
        }
        if (one instanceof Map<?, ?> left && other instanceof Map<?, ?> right) {
            return left.size() == right.size()
                    && left.entrySet().stream()
                            .allMatch(entry -> right.containsKey(entry.getKey())
                                    && equal(
                                            entry.getValue(),
                                            java.util.Objects.requireNonNull(right.get(entry.getKey()))));
        }
        return one.equals(other);
    }

    private static boolean equalLists(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean;
    }

    /** {@code type(value).__name__}. */
    static String type(Object value) {
        return switch (value) {
            case String _ -> "str";
            case Boolean _ -> "bool";
            case Long _ -> "int";
            case Double _ -> "float";
            case Tuple _ -> "tuple";
            case List<?> _ -> "list";
            case Map<?, ?> _ -> "dict";
            case None _ -> "NoneType";
            default -> "function";
        };
    }
}
