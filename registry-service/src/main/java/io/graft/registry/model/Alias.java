package io.graft.registry.model;

import io.graft.core.GraftException;
import java.util.regex.Pattern;

/** A movable name for a version of one model. */
record Alias(String name) {
    /** The newest version that is ready and was not withdrawn. It moves by itself. */
    static final String LATEST = "latest";

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Pattern LIKE_A_NUMBER = Pattern.compile("[vV]?[0-9.]+");

    Alias {
        if (!isName(name)) {
            throw refused(name, "is not a name for an alias");
        }
        if (LIKE_A_NUMBER.matcher(name).matches()) {
            throw refused(name, "looks like a version number");
        }
        if (name.equals(LATEST)) {
            throw refused(name, "is reserved: it always is the newest ready version");
        }
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static GraftException refused(String name, String why) {
        return new GraftException(
                ModelError.ALIAS_MALFORMED,
                "alias",
                "\"%s\" %s".formatted(name, why),
                "Choose a word such as champion or production: a letter, then letters, digits and _ . - only.");
    }
}
