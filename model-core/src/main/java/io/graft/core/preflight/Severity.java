package io.graft.core.preflight;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
    /** It cannot be done. */
    ERROR,
    /** It can be done, and is probably not what was meant. */
    WARNING,
    /** Good to know. */
    INFO;

    @JsonCreator
    static Severity parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The word used in JSON and terminals: {@code error}, {@code warning}, {@code info}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
