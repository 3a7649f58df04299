package io.graft.core.suite;

import java.util.List;

/** What the right answer to a document is. */
public sealed interface Target {
    /**
     * Any of these choices, counted from 0, each within the item's choices; mostly one.
     *
     * @param gold not empty
     */
    record Choices(List<Integer> gold) implements Target {
        public Choices {
            gold = List.copyOf(gold);
        }
    }

    /**
     * Any of these texts; mostly one. For a likelihood it is the one text that is scored.
     *
     * @param gold not empty
     * @param several whether the task has lists as targets, though this one may hold a single text
     */
    record Texts(List<String> gold, boolean several) implements Target {
        public Texts {
            gold = List.copyOf(gold);
        }
    }
}
