package io.graft.core.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Python's operators. Whole numbers beyond 64 bits are refused. */
final class Arithmetic {
    private Arithmetic() {}

    static Object add(Object one, Object other, Budget budget) {
        if (one instanceof String left && other instanceof String right) {
            return budget.made(left + right);
        }
        if (one instanceof List<?> left && other instanceof List<?> right) {
            return joined(left, right, budget);
        }
        return numbers(one, other) ? sum(one, other) : refuse("+", one, other);
    }

    private static Object joined(List<?> left, List<?> right, Budget budget) {
        budget.make((long) left.size() + right.size());
        List<Object> both = new ArrayList<>(left);
        both.addAll(right);
        budget.weigh(both);
        return left instanceof Tuple ? new Tuple(both) : both;
    }

    private static Object sum(Object one, Object other) {
        return whole(one, other)
                ? exact(() -> Math.addExact(integer(one), integer(other)))
                : (Object) (number(one) + number(other));
    }

    static Object subtract(Object one, Object other) {
        if (!numbers(one, other)) {
            return refuse("-", one, other);
        }
        return whole(one, other)
                ? exact(() -> Math.subtractExact(integer(one), integer(other)))
                : (Object) (number(one) - number(other));
    }

    static Object multiply(Object one, Object other, Budget budget) {
        if (numbers(one, other)) {
            return whole(one, other)
                    ? exact(() -> Math.multiplyExact(integer(one), integer(other)))
                    : (Object) (number(one) * number(other));
        }
        if (isWhole(one) && !Python.isNumber(other)) {
            return multiply(other, one, budget);
        }
        return isWhole(other) ? repeat(one, Math.max(0, integer(other)), budget) : refuse("*", one, other);
    }

    private static Object repeat(Object value, long times, Budget budget) {
        if (value instanceof String text) {
            budget.make(product(text.length(), times));
            return text.repeat((int) times);
        }
        if (value instanceof List<?> list) {
            budget.make(product(list.size(), times));
            List<Object> all = new ArrayList<>();
            for (long i = 0; i < times && !list.isEmpty(); i++) {
                all.addAll(list);
            }
            budget.weigh(all);
            return all;
        }
        return refuse("*", value, times);
    }

    private static long product(long length, long times) {
        return times > Integer.MAX_VALUE ? Long.MAX_VALUE / 2 : length * times;
    }

    static Object divide(Object one, Object other) {
        if (!numbers(one, other)) {
            return refuse("/", one, other);
        }
        requireDivisor(other);
        return number(one) / number(other);
    }

    static Object floorDivide(Object one, Object other) {
        if (!numbers(one, other)) {
            return refuse("//", one, other);
        }
        requireDivisor(other);
        return whole(one, other)
                ? (Object) Math.floorDiv(integer(one), integer(other))
                : (Object) Math.floor(number(one) / number(other));
    }

    static Object modulo(Object one, Object other, Budget budget) {
        if (one instanceof String format) {
            return PercentFormat.of(format, other, budget);
        }
        if (!numbers(one, other)) {
            return refuse("%", one, other);
        }
        requireDivisor(other);
        return whole(one, other)
                ? (Object) Math.floorMod(integer(one), integer(other))
                : (Object) floorMod(number(one), number(other));
    }

    private static double floorMod(double one, double other) {
        double rest = one % other;
        return rest != 0 && rest < 0 != other < 0 ? rest + other : rest;
    }

    static Object power(Object one, Object other) {
        if (!numbers(one, other)) {
            return refuse("**", one, other);
        }
        if (!whole(one, other) || integer(other) < 0) {
            return Math.pow(number(one), number(other));
        }
        if (Math.abs(integer(one)) > 1 && integer(other) > 64) {
            throw Problem.tooLarge("A whole number does not fit into 64 bits");
        }
        return exact(() -> java.math.BigInteger.valueOf(integer(one))
                .pow((int) (Math.abs(integer(one)) <= 1 ? integer(other) % 2 + 2 : integer(other)))
                .longValueExact());
    }

    static Object negate(Object value) {
        if (!Python.isNumber(value)) {
            throw Problem.wrong("A %s has no negative", Python.type(Undefined.require(value)));
        }
        return isWhole(value) ? exact(() -> Math.negateExact(integer(value))) : (Object) (-number(value));
    }

    /** Negative, zero or positive; numbers with numbers, texts with texts, lists with lists. */
    static int compare(Object one, Object other) {
        if (numbers(one, other)) {
            return whole(one, other) ? Long.compare(integer(one), integer(other)) : compareExactly(one, other);
        }
        if (one instanceof String left && other instanceof String right) {
            return compareTexts(left, right);
        }
        if (one instanceof List<?> left && other instanceof List<?> right) {
            return compareLists(left, right);
        }
        Undefined.require(one);
        Undefined.require(other);
        throw Problem.wrong("A %s and a %s have no order", Python.type(one), Python.type(other));
    }

    private static int compareExactly(Object one, Object other) {
        double left = number(one);
        double right = number(other);
        return Double.isFinite(left) && Double.isFinite(right)
                ? decimal(one).compareTo(decimal(other))
                : left < right ? -1 : left == right ? 0 : 1;
    }

    private static BigDecimal decimal(Object number) {
        return isWhole(number) ? BigDecimal.valueOf(integer(number)) : new BigDecimal(number(number));
    }

    private static int compareTexts(String left, String right) {
        return java.util.Arrays.compare(
                left.codePoints().toArray(), right.codePoints().toArray());
    }

    private static int compareLists(List<?> left, List<?> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            if (!Python.equal(left.get(i), right.get(i))) {
                return compare(left.get(i), right.get(i));
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static boolean numbers(Object one, Object other) {
        return Python.isNumber(one) && Python.isNumber(other);
    }

    private static boolean whole(Object one, Object other) {
        return isWhole(one) && isWhole(other);
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Boolean;
    }

    static long integer(Object value) {
        return switch (Undefined.require(value)) {
            case Long number -> number;
            case Boolean flag -> flag ? 1 : 0;
            default -> throw Problem.wrong("A whole number is needed, not a %s", Python.type(value));
        };
    }

    static double number(Object value) {
        return value instanceof Double number ? number : integer(value);
    }

    private static void requireDivisor(Object value) {
        if (number(value) == 0) {
            throw Problem.wrong("Division by zero");
        }
    }

    private static Object exact(java.util.function.LongSupplier operation) {
        try {
            return operation.getAsLong();
        } catch (ArithmeticException e) {
            throw Problem.tooLarge("A whole number does not fit into 64 bits");
        }
    }

    private static Object refuse(String operator, Object one, Object other) {
        Undefined.require(one);
        Undefined.require(other);
        throw Problem.wrong("A %s %s a %s means nothing", Python.type(one), operator, Python.type(other));
    }
}
