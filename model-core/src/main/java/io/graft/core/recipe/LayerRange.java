package io.graft.core.recipe;

/**
 * Consecutive layers of a model.
 *
 * @param first from 0
 * @param end the first layer that is not meant
 */
public record LayerRange(int first, int end) {
    public LayerRange {
        if (first < 0 || end <= first) {
            throw new IllegalArgumentException("[%d, %d] is not a range of layers".formatted(first, end));
        }
    }

    public int length() {
        return end - first;
    }

    @Override
    public String toString() {
        return "[%d, %d]".formatted(first, end);
    }
}
