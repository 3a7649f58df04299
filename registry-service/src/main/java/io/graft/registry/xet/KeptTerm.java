package io.graft.registry.xet;

import io.graft.core.xet.Shard;

/**
 * A run of a xorb's chunks in a file, as it is kept.
 *
 * @param length in bytes
 * @param from the first chunk
 * @param to the chunk after the last
 */
record KeptTerm(String xorb, long length, int from, int to) {
    static KeptTerm of(Shard.Term term) {
        return new KeptTerm(term.xorb().toString(), term.length(), term.from(), term.to());
    }
}
