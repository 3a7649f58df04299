package io.graft.core.template;

import java.util.List;
import java.util.Map;

/** What rendering a template once may cost. Far beyond any honest template, and quickly used up by a hostile one. */
final class Budget {
    private static final int MOST_STEPS = 2_000_000;
    private static final int LONGEST = 32_000_000;

    private int steps;
    private long characters;

    void step() {
        if (++steps > MOST_STEPS) {
            throw Problem.tooLarge("The template takes more than %d steps".formatted(MOST_STEPS));
        }
    }

    /** Before a text or a list of such a length is made. */
    void make(long length) {
        characters += length;
        if (length > LONGEST || characters > LONGEST) {
            throw Problem.tooLarge("The template makes more than %d characters".formatted(LONGEST));
        }
    }

    /** After a value was put together of others, which may hold one another many times over. */
    void weigh(Object value) {
        step();
        switch (value) {
            case String text -> make(text.length());
            case List<?> list -> list.forEach(this::weigh);
            case Map<?, ?> map -> map.values().forEach(this::weigh);
            default -> {}
        }
    }

    String made(String text) {
        make(text.length());
        return text;
    }
}
