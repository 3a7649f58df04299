package io.graft.core.gguf;

import io.graft.core.gguf.GgufHeader.Placed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the tensors of a file lie. */
record DataPlaces(String file, List<Placed> placed) {
    /** Every tensor is to lie within so many bytes, and none in another; gaps do no harm. */
    void requireWithin(long bytes) {
        placed.forEach(one -> requireWithin(one, bytes));
        List<Placed> sorted = new ArrayList<>(placed);
        sorted.sort(Comparator.comparingLong(Placed::offset).thenComparingLong(Placed::end));
        for (int i = 1; i < sorted.size(); i++) {
            requireApart(sorted.get(i - 1), sorted.get(i));
        }
    }

    private void requireWithin(Placed one, long bytes) {
        if (one.offset() < 0 || one.offset() > bytes || one.tensor().bytes() > bytes - one.offset()) {
            throw GgufError.GGUF_TENSOR_BEYOND_END.at(
                    file + ": " + one.tensor().name(),
                    "%s has %d bytes from %s on, but %s has only %d bytes of data"
                            .formatted(
                                    one.tensor().name(),
                                    one.tensor().bytes(),
                                    Long.toUnsignedString(one.offset()),
                                    file,
                                    bytes));
        }
    }

    private void requireApart(Placed one, Placed next) {
        if (next.offset() < one.end()) {
            throw GgufError.GGUF_TENSOR_OVERLAP.at(
                    file + ": " + next.tensor().name(),
                    "%s begins at %d, within %s, which ends at %d"
                            .formatted(
                                    next.tensor().name(),
                                    next.offset(),
                                    one.tensor().name(),
                                    one.end()));
        }
    }
}
