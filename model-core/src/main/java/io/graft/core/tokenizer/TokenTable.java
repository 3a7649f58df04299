package io.graft.core.tokenizer;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** The tokens of a tokenizer while they are read: one id for each token, and one token for each id. */
final class TokenTable {
    private final Map<String, Integer> ids = new HashMap<>();
    private final BitSet taken = new BitSet();
    private final SequencedMap<String, AddedToken> added = new LinkedHashMap<>();

    /**
     * Takes down a token; the same again is fine.
     *
     * @param where the file that says so
     */
    void put(Path where, String token, int id) {
        if (id < 0 || id >= Tokenizer.MOST_TOKENS) {
            throw TokenizerJson.invalid(where, "the token \"%.40s\" has the id %d".formatted(token, id));
        }
        Integer before = ids.putIfAbsent(token, id);
        if (before == null ? taken.get(id) : before != id) {
            throw TokenizerJson.invalid(
                    where,
                    "the token \"%.40s\" and its id %d are given more than once, differently".formatted(token, id));
        }
        taken.set(id);
    }

    void putAdded(Path where, String token, int id, AddedToken how) {
        if (token.isEmpty()) {
            throw TokenizerJson.invalid(where, "an added token has no content");
        }
        put(where, token, id);
        added.putIfAbsent(token, how);
    }

    /** Takes down an added token whose id counts only if the token is not there yet. */
    void putMissing(Path where, String token, int id, AddedToken how) {
        putAdded(where, token, ids.getOrDefault(token, id), how);
    }

    Tokenizer tokenizer(Path file) {
        if (ids.isEmpty()) {
            throw TokenizerJson.invalid(file, "it has no tokens");
        }
        return new Tokenizer(file, ids, added);
    }

    /** An id as a key or a number is written; -1 if it is none. */
    static int id(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
