package io.graft.registry.xet;

import io.graft.core.artifact.Digest;
import io.graft.core.xet.Xorb;
import io.graft.registry.storage.Segment;

/**
 * A xorb whose data is a stretch of a blob.
 *
 * @param start where in the blob it begins, in bytes
 */
record KeptXorb(Xorb xorb, Digest blob, long start) {
    /** Where the data of some of its chunks is. */
    Segment chunks(int from, int to) {
        return new Segment(blob, start + xorb.length(0, from), xorb.length(from, to));
    }
}
