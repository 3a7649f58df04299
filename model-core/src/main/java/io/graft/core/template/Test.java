package io.graft.core.template;

/** Says whether something is so of a value, which may be undefined. */
interface Test {
    boolean holds(Object value, Arguments arguments);
}
