package io.graft.core.template;

/** Python's {@code None}: that there is no value, as a value. JSON's {@code null}. */
public enum None {
    NONE;

    @Override
    public String toString() {
        return "None";
    }
}
