package io.graft.core.verification;

import java.util.Collection;
import java.util.Comparator;

/** What a check found, from best to worst. */
public enum Verdict {
    PASS,
    /** Nothing is wrong as far as it can be seen, and that is not far enough to be silent about. */
    WARN,
    FAIL;

    public static Verdict worst(Collection<Verdict> verdicts) {
        return verdicts.stream().max(Comparator.naturalOrder()).orElse(PASS);
    }
}
