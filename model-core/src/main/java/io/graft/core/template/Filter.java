package io.graft.core.template;

/** Makes one value of another; the value may be undefined. */
interface Filter {
    Object apply(Object value, Arguments arguments);
}
