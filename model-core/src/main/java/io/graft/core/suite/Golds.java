package io.graft.core.suite;

import io.graft.core.template.Python;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads right answers.
 *
 * @param field what gives them
 * @param several whether the first document has a list of them, which is what makes a task one with several right answers
 */
record Golds(Field field, boolean several) {
    /** The right one of the choices: by number or by text. */
    Target choice(Object gold, List<String> choices, Row row) {
        return new Target.Choices(List.of(place(gold, choices, row)));
    }

    /** The right ones of the choices. */
    Target choices(Object gold, List<String> choices, Row row) {
        if (!(gold instanceof List<?> all)) {
            return choice(gold, choices, row);
        }
        List<Integer> places = new ArrayList<>();
        all.forEach(each -> places.add(place(each, choices, row)));
        if (places.isEmpty()) {
            throw outOfRange("is an empty list of right choices", choices, field, row);
        }
        return new Target.Choices(places);
    }

    Target chosenText(Object gold, List<String> choices, Row row) {
        return new Target.Texts(List.of(choices.get(index(gold, choices, field, row))), false);
    }

    Target texts(Object gold) {
        if (!several) {
            return new Target.Texts(List.of(Python.str(gold)), false);
        }
        List<?> all = gold instanceof List<?> list && !list.isEmpty() ? list : List.of(gold);
        return new Target.Texts(all.stream().map(Python::str).toList(), true);
    }

    private int place(Object gold, List<String> choices, Row row) {
        if (gold instanceof String text) {
            int place = choices.indexOf(text);
            if (place < 0) {
                throw outOfRange("gives \"%.60s\", which is none of the choices".formatted(text), choices, field, row);
            }
            return place;
        }
        return index(gold, choices, field, row);
    }

    /** A choice's number, which must be one. */
    static int index(Object gold, List<String> choices, Field field, Row row) {
        long index =
                switch (gold) {
                    case Long number -> number;
                    case Boolean flag -> flag ? 1 : 0;
                    default -> -1;
                };
        if (index < 0 || index >= choices.size()) {
            throw outOfRange("gives %.60s as the right choice".formatted(Python.repr(gold)), choices, field, row);
        }
        return (int) index;
    }

    private static io.graft.core.GraftException outOfRange(String what, List<String> choices, Field field, Row row) {
        return SuiteError.SUITE_GOLD_OUT_OF_RANGE.at(
                row.where(),
                "%s %s, at %s, by line %d of %s"
                        .formatted(
                                field.node().name(),
                                what,
                                row.where(),
                                field.node().line(),
                                field.node().file()),
                "The document has %d choices: give a number from 0 to %d, or one of their texts."
                        .formatted(choices.size(), choices.size() - 1));
    }
}
