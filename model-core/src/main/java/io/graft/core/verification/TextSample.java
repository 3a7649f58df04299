package io.graft.core.verification;

import io.graft.core.artifact.Digest;
import java.util.List;

/**
 * A text that models were compared on.
 *
 * @param name what it is, for people
 * @param digest of the whole text
 * @param positions how many of its tokens were looked at
 * @param firstIds how the token ids of it begin, which shows whether there is a token for the beginning of text
 */
public record TextSample(String name, Digest digest, long positions, List<Integer> firstIds) {
    public TextSample {
        firstIds = List.copyOf(firstIds);
    }
}
