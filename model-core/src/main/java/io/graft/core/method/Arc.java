package io.graft.core.method;

/** Weights of two vectors for the points on the way from one to the other. */
final class Arc {
    private Arc() {}

    /** On the straight line: {@code (1 - t), t}. */
    static double[] line(double t) {
        return new double[] {1 - t, t};
    }

    /** On the arc of the great circle, after Shoemake: {@code sin((1 - t) · angle) / sin(angle), sin(t · angle) / sin(angle)}. */
    static double[] circle(double angle, double t) {
        double sine = StrictMath.sin(angle);
        return new double[] {StrictMath.sin(angle - t * angle) / sine, StrictMath.sin(t * angle) / sine};
    }

    /** The angle that has this cosine, which rounding may have put a little outside of [-1, 1]. */
    static double angle(double cosine) {
        return StrictMath.acos(Math.clamp(cosine, -1, 1));
    }
}
