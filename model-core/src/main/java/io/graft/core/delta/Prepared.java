package io.graft.core.delta;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is there between preparation and release. */
final class Prepared<T> {
    private final Supplier<T> maker;
    private volatile @Nullable T value;

    Prepared(Supplier<T> maker) {
        this.maker = maker;
    }

    void prepare() {
        value = maker.get();
    }

    T get() {
        T there = value;
        if (there == null) {
            throw new IllegalStateException("It is read before it is prepared. Indicates a bug");
        }
        return there;
    }

    /** What is prepared, or else made for this once. */
    T current() {
        T there = value;
        return there == null ? maker.get() : there;
    }

    void release() {
        value = null;
    }
}
