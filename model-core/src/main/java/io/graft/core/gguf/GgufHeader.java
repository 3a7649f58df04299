package io.graft.core.gguf;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a file says before its data.
 *
 * @param placed its tensors, in the order of the header
 * @param dataStart where the data begins
 */
record GgufHeader(int version, SequencedMap<String, GgufValue> metadata, List<Placed> placed, long dataStart) {
    static final String ALIGNMENT = "general.alignment";
    static final int DEFAULT_ALIGNMENT = 32;

    /** A tensor and where its data begins, counted from the start of all data. */
    record Placed(PlannedTensor tensor, long offset) {
        long end() {
            return offset + tensor.bytes();
        }
    }

    GgufHeader {
        metadata = Collections.unmodifiableSequencedMap(metadata);
        placed = List.copyOf(placed);
    }

    static Optional<GgufValue> alignment(Map<String, GgufValue> metadata) {
        return Optional.ofNullable(metadata.get(ALIGNMENT));
    }

    static long aligned(long at, long alignment) {
        return Math.ceilDiv(at, alignment) * alignment;
    }
}
