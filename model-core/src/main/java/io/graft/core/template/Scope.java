package io.graft.core.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a part of a template sees: its own before those of the part around it. */
final class Scope {
    private final @Nullable Scope around;
    private final Map<String, Object> names;
    private final Budget budget;

    private Scope(@Nullable Scope around, Map<String, Object> names, Budget budget) {
        this.around = around;
        this.names = names;
        this.budget = budget;
    }

    static Scope of(Map<String, Object> variables) {
        return new Scope(new Scope(null, Globals.ALL, new Budget()), new HashMap<>(variables), new Budget());
    }

    Scope inner() {
        return new Scope(this, new HashMap<>(), budget);
    }

    Budget budget() {
        return budget;
    }

    void set(String name, Object value) {
        names.put(name, value);
    }

    Object get(String name) {
        Object value = names.get(name);
        if (value != null) {
            return value;
        }
        return around == null ? new Undefined("\"%s\" is undefined".formatted(name)) : around.get(name);
    }
}
