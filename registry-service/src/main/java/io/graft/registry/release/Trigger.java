package io.graft.registry.release;

/** When a rule acts. */
sealed interface Trigger {
    Selector selector();

    /** When somebody releases a version, or a run of another rule does. */
    record Released(Selector selector) implements Trigger {}

    /** When an alias comes to stand at a version. */
    record Aliased(Selector selector, String alias) implements Trigger {}
}
