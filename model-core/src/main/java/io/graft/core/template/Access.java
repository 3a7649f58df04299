package io.graft.core.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Expressions that reach into a value or apply something to it. */
sealed interface Access extends Expression {
    /** {@code target.name}: a method before an entry, as in Python. */
    record Attribute(Expression target, String name) implements Access {
        @Override
        public Object value(Scope scope) {
            scope.budget().step();
            Object owner = Undefined.require(target.value(scope));
            Callable method = Methods.find(owner, name);
            return method != null ? method : found(Sequences.at(owner, name), owner, name);
        }
    }

    /** {@code target[key]}: an entry before a method. */
    record Indexed(Expression target, Expression key) implements Access {
        @Override
        public Object value(Scope scope) {
            scope.budget().step();
            Object owner = Undefined.require(target.value(scope));
            Object place = key.value(scope);
            Object entry = Sequences.at(owner, place);
            Callable method = entry == null && place instanceof String name ? Methods.find(owner, name) : null;
            return method != null ? method : found(entry, owner, place);
        }
    }

    private static Object found(@Nullable Object value, Object owner, Object place) {
        return value != null ? value : new Undefined("A %s has no %s".formatted(Python.type(owner), shown(place)));
    }

    private static String shown(Object place) {
        return place instanceof Long ? "item %s".formatted(place) : "\"%s\"".formatted(Python.str(place));
    }

    record Sliced(Expression target, Expression start, Expression stop, Expression step) implements Access {
        @Override
        public Object value(Scope scope) {
            Object value = Undefined.require(target.value(scope));
            scope.budget().step();
            scope.budget().make(value instanceof String || value instanceof List<?> ? Sequences.length(value) : 0);
            return Sequences.slice(value, start.value(scope), stop.value(scope), step.value(scope));
        }
    }

    /** What stands in the parentheses of a call. */
    record Given(List<Expression> positional, Map<String, Expression> named) {
        static final Given NOTHING = new Given(List.of(), Map.of());

        Arguments values(Scope scope) {
            Map<String, Object> values = new LinkedHashMap<>();
            named.forEach((name, expression) -> values.put(name, Undefined.require(expression.value(scope))));
            return new Arguments(Expression.values(positional, scope), values, scope.budget());
        }
    }

    record Called(Expression target, Given given) implements Access {
        @Override
        public Object value(Scope scope) {
            scope.budget().step();
            Object callable = Undefined.require(target.value(scope));
            if (callable instanceof Callable function) {
                return function.call(given.values(scope));
            }
            throw Problem.wrong("A %s cannot be called", Python.type(callable));
        }
    }

    /** {@code target|name(…)}. */
    record Filtered(Expression target, Filter filter, Given given) implements Access {
        @Override
        public Object value(Scope scope) {
            scope.budget().step();
            return filter.apply(target.value(scope), given.values(scope));
        }
    }

    /** {@code target is name(…)}. */
    record Tested(Expression target, Test test, Given given) implements Access {
        @Override
        public Object value(Scope scope) {
            scope.budget().step();
            return test.holds(target.value(scope), given.values(scope));
        }
    }
}
