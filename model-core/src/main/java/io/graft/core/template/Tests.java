package io.graft.core.template;

import java.util.List;
import java.util.Map;

/** The tests by name. */
final class Tests {
    private static final Map<String, Test> ALL = Map.ofEntries(
            Map.entry("defined", (value, _) -> !(value instanceof Undefined)),
            Map.entry("undefined", (value, _) -> value instanceof Undefined),
            Map.entry("none", (value, _) -> value == None.NONE),
            Map.entry("true", (value, _) -> Boolean.TRUE.equals(value)),
            Map.entry("false", (value, _) -> Boolean.FALSE.equals(value)),
            Map.entry("boolean", (value, _) -> value instanceof Boolean),
            Map.entry("string", (value, _) -> value instanceof String),
            Map.entry("number", (value, _) -> Python.isNumber(value)),
            Map.entry("integer", (value, _) -> value instanceof Long),
            Map.entry("float", (value, _) -> value instanceof Double),
            Map.entry("mapping", (value, _) -> value instanceof Map),
            Map.entry("sequence", (value, _) -> isWalkable(value)),
            Map.entry("iterable", (value, _) -> isWalkable(value)),
            Map.entry("callable", (value, _) -> value instanceof Callable),
            Map.entry("lower", (value, _) -> Texts.isLower(Python.str(value))),
            Map.entry("upper", (value, _) -> Texts.isUpper(Python.str(value))),
            Map.entry("odd", (value, _) -> Math.floorMod(Arithmetic.integer(value), 2) == 1),
            Map.entry("even", (value, _) -> Math.floorMod(Arithmetic.integer(value), 2) == 0),
            Map.entry("divisibleby", Tests::isDivisible),
            Map.entry("in", (value, arguments) -> Sequences.contains(arguments.require(0, "seq"), value)),
            Map.entry("eq", Tests::isEqual),
            Map.entry("equalto", Tests::isEqual),
            Map.entry("ne", (value, arguments) -> !isEqual(value, arguments)),
            Map.entry("lt", (value, arguments) -> order(value, arguments) < 0),
            Map.entry("lessthan", (value, arguments) -> order(value, arguments) < 0),
            Map.entry("le", (value, arguments) -> order(value, arguments) <= 0),
            Map.entry("gt", (value, arguments) -> order(value, arguments) > 0),
            Map.entry("greaterthan", (value, arguments) -> order(value, arguments) > 0),
            Map.entry("ge", (value, arguments) -> order(value, arguments) >= 0));

    private Tests() {}

    static Test named(String name) {
        Test test = ALL.get(name);
        if (test == null) {
            throw Problem.unsupported("There is no test \"%s\" here", name);
        }
        return test;
    }

    private static boolean isWalkable(Object value) {
        return value instanceof String || value instanceof List || value instanceof Map;
    }

    private static boolean isEqual(Object value, Arguments arguments) {
        return Python.equal(value, arguments.require(0, "other"));
    }

    private static int order(Object value, Arguments arguments) {
        return Arithmetic.compare(value, arguments.require(0, "other"));
    }

    private static boolean isDivisible(Object value, Arguments arguments) {
        long divisor = Arithmetic.integer(arguments.require(0, "num"));
        if (divisor == 0) {
            throw Problem.wrong("Division by zero");
        }
        return Arithmetic.integer(value) % divisor == 0;
    }
}
