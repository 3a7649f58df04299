package io.graft.core.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a template that writes something, or decides what is written. */
sealed interface Statement {
    void write(Output output, Scope scope);

    record Data(String text) implements Statement {
        @Override
        public void write(Output output, Scope scope) {
            output.append(text, scope);
        }
    }

    record Written(Expression expression, int line) implements Statement {
        @Override
        public void write(Output output, Scope scope) {
            output.at(line, () -> output.append(Python.str(expression.value(scope)), scope));
        }
    }

    record Choice(List<Branch> branches, List<Statement> otherwise) implements Statement {
        record Branch(Expression condition, List<Statement> body, int line) {}

        @Override
        public void write(Output output, Scope scope) {
            output.all(chosen(output, scope), scope);
        }

        private List<Statement> chosen(Output output, Scope scope) {
            for (Branch branch : branches) {
                if (output.value(
                        branch.line(), () -> Python.truth(branch.condition().value(scope)))) {
                    return branch.body();
                }
            }
            return otherwise;
        }
    }

    /**
     * A loop.
     *
     * @param names one, or several that each item is unpacked into
     * @param condition which items are seen at all
     */
    record Loop(
            List<String> names,
            Expression items,
            @Nullable Expression condition,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {
        @Override
        public void write(Output output, Scope scope) {
            List<Object> seen = output.value(line, () -> seen(scope));
            for (int i = 0; i < seen.size(); i++) {
                Scope inner = scope.inner();
                Object item = seen.get(i);
                output.at(line, () -> assign(names, item, inner));
                inner.set("loop", state(seen, i));
                output.all(body, inner);
            }
            if (seen.isEmpty()) {
                output.all(otherwise, scope.inner());
            }
        }

        private List<Object> seen(Scope scope) {
            List<Object> seen = new ArrayList<>();
            for (Object item : Sequences.items(items.value(scope))) {
                scope.budget().step();
                if (condition == null || isSeen(condition, item, scope.inner())) {
                    seen.add(item);
                }
            }
            return seen;
        }

        private boolean isSeen(Expression wanted, Object item, Scope inner) {
            assign(names, item, inner);
            return Python.truth(wanted.value(inner));
        }

        private static Map<String, Object> state(List<Object> items, int index) {
            Map<String, Object> loop = new LinkedHashMap<>();
            int size = items.size();
            loop.put("index", index + 1L);
            loop.put("index0", (long) index);
            loop.put("revindex", (long) size - index);
            loop.put("revindex0", size - index - 1L);
            loop.put("first", index == 0);
            loop.put("last", index == size - 1);
            loop.put("length", (long) size);
            loop.put("previtem", index == 0 ? new Undefined("There is no previous item") : items.get(index - 1));
            loop.put("nextitem", index == size - 1 ? new Undefined("There is no next item") : items.get(index + 1));
            loop.put("cycle", cycle(index));
            return loop;
        }

        private static Callable cycle(int index) {
            return arguments -> arguments.size() == 0
                    ? new Undefined("Nothing to cycle through")
                    : arguments.positional().get(index % arguments.size());
        }
    }

    record Assignment(List<String> names, Expression expression, int line) implements Statement {
        @Override
        public void write(Output output, Scope scope) {
            output.at(line, () -> assign(names, expression.value(scope), scope));
        }
    }

    /** {@code {% set space.name = … %}}, where the space was made by {@code namespace()}. */
    record MemberAssignment(String space, String name, Expression expression, int line) implements Statement {
        @Override
        public void write(Output output, Scope scope) {
            output.at(line, () -> {
                if (!(Undefined.require(scope.get(space)) instanceof Namespace namespace)) {
                    throw Problem.wrong("\"%s\" is not a namespace", space);
                }
                namespace.put(name, expression.value(scope));
            });
        }
    }

    /** {@code {% set name %}…{% endset %}}. */
    record Captured(String name, List<Statement> body) implements Statement {
        @Override
        public void write(Output output, Scope scope) {
            Output inner = output.fresh();
            inner.all(body, scope.inner());
            scope.set(name, inner.text());
        }
    }

    private static void assign(List<String> names, Object value, Scope scope) {
        if (names.size() == 1) {
            scope.set(names.getFirst(), value);
            return;
        }
        List<Object> parts = Sequences.items(value);
        if (parts.size() != names.size()) {
            throw Problem.wrong("%d values are unpacked into %d names", parts.size(), names.size());
        }
        for (int i = 0; i < parts.size(); i++) {
            scope.set(names.get(i), parts.get(i));
        }
    }
}
