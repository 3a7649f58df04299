package io.graft.core.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something in a template that has a value. */
interface Expression {
    Object value(Scope scope);

    /** A value that is written out. */
    record Constant(Object constant) implements Expression {
        @Override
        public Object value(Scope scope) {
            return constant;
        }
    }

    record Name(String name) implements Expression {
        @Override
        public Object value(Scope scope) {
            scope.budget().step();
            return scope.get(name);
        }
    }

    record Listed(List<Expression> items, boolean tuple) implements Expression {
        @Override
        public Object value(Scope scope) {
            List<Object> values = values(items, scope);
            return tuple ? new Tuple(values) : values;
        }
    }

    record Mapped(List<Entry> entries) implements Expression {
        record Entry(Expression key, Expression value) {}

        @Override
        public Object value(Scope scope) {
            scope.budget().make(entries.size());
            Map<Object, Object> map = new LinkedHashMap<>();
            for (Entry entry : entries) {
                map.put(
                        Undefined.require(entry.key().value(scope)),
                        Undefined.require(entry.value().value(scope)));
            }
            scope.budget().weigh(map);
            return map;
        }
    }

    /** {@code yes if condition else no}. */
    record Conditional(Expression condition, Expression yes, Expression no) implements Expression {
        @Override
        public Object value(Scope scope) {
            return (Python.truth(condition.value(scope)) ? yes : no).value(scope);
        }
    }

    static List<Object> values(List<Expression> expressions, Scope scope) {
        scope.budget().make(expressions.size());
        List<Object> values = new ArrayList<>();
        for (Expression expression : expressions) {
            values.add(Undefined.require(expression.value(scope)));
        }
        scope.budget().weigh(values);
        return values;
    }
}
