package io.graft.registry.storage;

import io.graft.core.artifact.Digest;

/**
 * A stretch of a blob that is a stretch of another one, too.
 *
 * @param start in the source, in bytes
 * @param length in bytes, at least one
 */
public record Segment(Digest source, long start, long length) {
    /** The two as one, where the other begins in the source where this one ends. */
    public boolean isContinuedBy(Segment other) {
        return source.equals(other.source()) && start + length == other.start();
    }

    /** Both together. */
    public Segment with(Segment other) {
        return new Segment(source, start, length + other.length());
    }
}
