package io.graft.core.malformed;

import io.graft.core.ErrorCode;
import java.util.List;

/**
 * Input that is to be refused.
 *
 * @param name what is wrong with it
 * @param says what the refusal has to mention
 */
record Attack(String name, Opening opening, Forgery forgery, ErrorCode code, List<String> says) {
    static Attack onFile(String name, Forgery forgery, ErrorCode code, String... says) {
        return new Attack(name, Opening.FILE, forgery, code, List.of(says));
    }

    static Attack onCheckpoint(String name, Forgery forgery, ErrorCode code, String... says) {
        return new Attack(name, Opening.CHECKPOINT, forgery, code, List.of(says));
    }

    @Override
    public String toString() {
        return name;
    }
}
