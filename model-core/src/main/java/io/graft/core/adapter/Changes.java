package io.graft.core.adapter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** All that an adapter does to a base. */
public final class Changes {
    /** Those of no adapter. */
    public static final Changes NONE = new Changes(new TreeMap<>(), false, OptionalLong.empty());

    private final Map<String, List<Change>> byTarget;
    private final boolean untiesEmbeddings;
    private final OptionalLong vocabulary;

    Changes(Map<String, List<Change>> byTarget, boolean untiesEmbeddings, OptionalLong vocabulary) {
        this.byTarget = new TreeMap<>(byTarget);
        this.untiesEmbeddings = untiesEmbeddings;
        this.vocabulary = vocabulary;
    }

    /** The tensors that are changed, some of which the base may lack. */
    public Collection<String> targets() {
        return List.copyOf(byTarget.keySet());
    }

    /** What is done to a tensor, in this order; nothing for most. */
    public List<Change> of(String target) {
        return List.copyOf(byTarget.getOrDefault(target, List.of()));
    }

    /** All of them, by target. */
    public List<Change> all() {
        List<Change> all = new ArrayList<>();
        byTarget.values().forEach(all::addAll);
        return all;
    }

    /** Whether embedding and output layer were one tensor in the base, and no longer are. */
    public boolean untiesEmbeddings() {
        return untiesEmbeddings;
    }

    /** How many tokens the model has from now on, if that changes. */
    public OptionalLong vocabulary() {
        return vocabulary;
    }
}
