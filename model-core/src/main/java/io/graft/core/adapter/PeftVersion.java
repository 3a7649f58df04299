package io.graft.core.adapter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version of PEFT, such as {@code 0.18.1.dev0@5d602fd}, as far as it matters. */
record PeftVersion(int major, int minor) {
    private static final Pattern SPELLING = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*");

    static @Nullable PeftVersion parse(@Nullable String text) {
        Matcher matcher = SPELLING.matcher(text == null ? "" : text);
        return matcher.matches()
                ? new PeftVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : null;
    }

    boolean isAtLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
    }
}
