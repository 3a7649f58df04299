package io.graft.core.merge;

/**
 * How what a device computed compares with what Graft's kernels make of the same.
 *
 * @param device its name
 * @param tensors how many of the result's it computed
 * @param elements of these
 * @param compared how many elements were computed by both, after rounding to the result's type
 * @param differing how many of them are not the same
 * @param greatestUlp by how many units in the last place they differ at most
 */
public record DeviceReport(String device, int tensors, long elements, long compared, long differing, long greatestUlp) {
    /** Whether the result is known to be what any machine makes. */
    public boolean isReproducible() {
        return compared == elements && differing == 0;
    }
}
