package io.graft.core.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that every template can call. */
final class Globals {
    private static final int LONGEST_RANGE = 100_000;

    static final Map<String, Object> ALL = Map.of(
            "range", (Callable) Globals::range,
            "dict", (Callable) arguments -> new LinkedHashMap<Object, Object>(arguments.named()),
            "namespace", (Callable) Globals::namespace);

    private Globals() {}

    private static Object range(Arguments arguments) {
        arguments.allow("start", "stop", "step");
        boolean one = arguments.size() == 1;
        long start = one ? 0 : arguments.whole(0, "start", 0);
        long stop = Arithmetic.integer(arguments.require(one ? 0 : 1, "stop"));
        long step = arguments.whole(2, "step", 1);
        if (step == 0) {
            throw Problem.wrong("A range cannot have steps of 0");
        }
        return range(start, stop, step, arguments.budget());
    }

    private static List<Object> range(long start, long stop, long step, Budget budget) {
        List<Object> numbers = new ArrayList<>();
        for (long i = start; step > 0 ? i < stop : i > stop; i = Math.addExact(i, step)) {
            if (numbers.size() == LONGEST_RANGE) {
                throw Problem.tooLarge("A range has more than %d numbers".formatted(LONGEST_RANGE));
            }
            numbers.add(i);
        }
        budget.make(numbers.size());
        return numbers;
    }

    private static Object namespace(Arguments arguments) {
        Namespace namespace = new Namespace();
        namespace.putAll(arguments.named());
        return namespace;
    }
}
