package io.graft.core.xet;

import java.util.List;
import java.util.Optional;

/**
 * What a client says of files: the chunks of which each is made.
 *
 * @param files in the order they came
 * @param xorbs the hashes of those that it says are new
 */
public record Shard(List<FileTerms> files, List<MerkleHash> xorbs) {
    public Shard {
        files = List.copyOf(files);
        xorbs = List.copyOf(xorbs);
    }

    /**
     * A file.
     *
     * @param sha256 of its content in hexadecimal, where it is to be committed
     */
    public record FileTerms(MerkleHash hash, List<Term> terms, Optional<String> sha256) {
        public FileTerms {
            terms = List.copyOf(terms);
        }

        /** In bytes. */
        public long length() {
            return terms.stream().mapToLong(Term::length).sum();
        }
    }

    /**
     * A run of a xorb's chunks in a file.
     *
     * @param length of their data in bytes
     * @param from the first chunk
     * @param to the chunk after the last
     * @param proof over the chunks' hashes
     */
    public record Term(MerkleHash xorb, long length, int from, int to, MerkleHash proof) {}
}
