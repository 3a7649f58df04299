package io.graft.core.merge;

import java.util.List;
import java.util.stream.Stream;

/**
 * How what a device computed compares with what Graft's kernels make of the same.
 *
 * @param device its name
 * @param tensors which of the result's it computes, whether in this run or in one that this goes on from
 * @param elements of these
 * @param compared how many elements were computed by both, after rounding to the result's type
 * @param differing how many of them are not the same
 * @param greatestUlp by how many units in the last place they differ at most
 */
public record DeviceReport(
        String device, List<String> tensors, long elements, long compared, long differing, long greatestUlp) {
    public DeviceReport {
        tensors = List.copyOf(tensors);
    }

    /** Of two merges, one of which takes the other's result. */
    DeviceReport and(DeviceReport other) {
        return new DeviceReport(
                device,
                Stream.concat(tensors.stream(), other.tensors.stream()).toList(),
                elements + other.elements,
                compared + other.compared,
                differing + other.differing,
                Math.max(greatestUlp, other.greatestUlp));
    }

    /** Whether the result is known to be what any machine makes. */
    public boolean isReproducible() {
        return compared == elements && differing == 0;
    }
}
