package io.graft.core.gguf;

/** What is lost of numbers that are stored in blocks, added up in the order in which they are. */
final class RoundingError {
    private double lost;
    private double all;

    void add(float[] elements, float[] stored, int count) {
        for (int i = 0; i < count; i++) {
            double error = (double) elements[i] - stored[i];
            lost += error * error;
            all += (double) elements[i] * elements[i];
        }
    }

    /** The norm of what was lost, divided by that of all. */
    double relative() {
        return all == 0 ? 0 : Math.sqrt(lost / all);
    }
}
