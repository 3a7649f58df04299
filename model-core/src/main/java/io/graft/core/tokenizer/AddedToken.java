package io.graft.core.tokenizer;

import java.util.function.Predicate;

/**
 * How a tokenizer finds a token that it looks for in the text itself, before its model cuts up the rest.
 *
 * @param special whether decoding may leave it out, as it does with the marks of a chat
 */
record AddedToken(boolean singleWord, boolean lstrip, boolean rstrip, boolean normalized, boolean special) {
    /** What tokenizers take for a token of which nothing is said but its text. */
    static final AddedToken PLAIN = new AddedToken(false, false, false, true, false);

    /** Reads the flags by the names that they have in the files. */
    static AddedToken of(Predicate<String> flags) {
        return new AddedToken(
                flags.test("single_word"),
                flags.test("lstrip"),
                flags.test("rstrip"),
                flags.test("normalized"),
                flags.test("special"));
    }
}
