package io.graft.eval.decoder;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which of the attached adapters take part in a call, each with the factor on what it adds; 1 is what PEFT does.
 *
 * @param weights by the name under which an adapter was attached
 */
public record Adapters(SortedMap<String, Double> weights) {
    /** The base alone. */
    public static final Adapters NONE = new Adapters(new TreeMap<>());

    public Adapters {
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    }

    public static Adapters of(String name) {
        return NONE.and(name, 1);
    }

    /** These and one more. */
    public Adapters and(String name, double weight) {
        TreeMap<String, Double> more = new TreeMap<>(weights);
        more.put(name, weight);
        return new Adapters(more);
    }
}
