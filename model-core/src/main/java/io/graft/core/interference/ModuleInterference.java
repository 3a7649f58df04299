package io.graft.core.interference;

import org.jspecify.annotations.Nullable;

/**
 * How two trainings get into each other's way in one tensor.
 *
 * @param inner the sum of the products of both changes' elements
 * @param firstNorm the Frobenius norm of the first one's change
 * @param secondNorm the same of the second
 * @param signConflict the share of the elements looked at in which one goes up and the other down; a half where they have nothing to
 *     do with each other
 * @param signs how many elements were looked at for it
 * @param outputOverlap the mean squared cosine of the angles between what both write to: 0 to 1; null where a change is not of low rank
 * @param inputOverlap the same of what both read from
 */
public record ModuleInterference(
        String tensor,
        double inner,
        double firstNorm,
        double secondNorm,
        double signConflict,
        long signs,
        @Nullable Double outputOverlap,
        @Nullable Double inputOverlap) {
    /** Of the angle between both changes: 1 for the same direction, 0 where they are unrelated, -1 where one undoes the other. */
    public double cosine() {
        return cosine(inner, firstNorm, secondNorm);
    }

    static double cosine(double inner, double first, double second) {
        return first == 0 || second == 0 ? 0 : inner / (first * second);
    }
}
