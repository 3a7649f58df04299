package io.graft.registry.xet;

import io.graft.core.xet.MerkleHash;
import io.graft.core.xet.Xorb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * How a file, or a stretch of it, is made of chunks, and where to fetch those.
 *
 * @param offset_into_first_range how many bytes of the first chunks are not of the stretch
 * @param fetch_info by xorb
 * @see <a href="https://huggingface.co/docs/xet/download-protocol">the specification</a>
 */
record Reconstruction(long offset_into_first_range, List<Term> terms, Map<String, List<Fetch>> fetch_info) {
    /** @param end exclusive, of chunks; inclusive, of bytes */
    record Range(long start, long end) {}

    record Term(String hash, long unpacked_length, Range range) {}

    record Fetch(Range range, String url, Range url_range) {}

    /**
     * Of the bytes of a file from one place to another.
     *
     * @param terms of the whole file, or up to beyond the stretch
     * @param to exclusive
     * @param url where a xorb is
     */
    static Reconstruction of(
            List<KeptTerm> terms, long from, long to, Function<MerkleHash, Xorb> xorbs, Function<String, String> url) {
        List<Term> wanted = new ArrayList<>();
        Map<String, List<Fetch>> fetches = new LinkedHashMap<>();
        long at = 0;
        long offset = 0;
        for (KeptTerm term : terms) {
            if (at + term.length() > from && at < to) {
                offset = wanted.isEmpty() ? from - at : offset;
                wanted.add(new Term(term.xorb(), term.length(), new Range(term.from(), term.to())));
                Xorb xorb = Objects.requireNonNull(xorbs.apply(MerkleHash.parse(term.xorb())));
                fetches.computeIfAbsent(term.xorb(), _ -> new ArrayList<>())
                        .add(fetch(term, xorb, Objects.requireNonNull(url.apply(term.xorb()))));
            }
            at += term.length();
        }
        return new Reconstruction(offset, wanted, fetches);
    }

    private static Fetch fetch(KeptTerm term, Xorb xorb, String url) {
        long start = SentXorb.place(xorb, term.from());
        long end = SentXorb.place(xorb, term.to());
        return new Fetch(new Range(term.from(), term.to()), url, new Range(start, end - 1));
    }
}
