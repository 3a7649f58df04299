package io.graft.cli;

import io.graft.core.GraftException;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** A path that a server states, and that may be meant to do harm. */
record HubPath(String text) {
    private static final int LONGEST = 1024;
    private static final Pattern HOSTILE = Pattern.compile("^[A-Za-z]:|[\\\\\\p{Cntrl}\\p{Cf}]");

    HubPath {
        if (text.isEmpty() || text.length() > LONGEST || HOSTILE.matcher(text).find() || leadsAway(text)) {
            throw unsafe(text, "could lead out of the folder that it belongs in");
        }
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw unsafe(text, "is not in Unicode's composed form (NFC), so that two such names could look the same");
        }
    }

    /** Whether a part of it begins with a dot. */
    boolean isHidden() {
        return text.startsWith(".") || text.contains("/.");
    }

    boolean isAtTheRoot() {
        return text.indexOf('/') < 0;
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean leadsAway(String text) {
        for (String part : text.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static GraftException unsafe(String text, String why) {
        return new GraftException(
                ImportError.HUB_PATH_UNSAFE,
                printable(text),
                "The path \"%s\" %s".formatted(printable(text), why),
                "Import nothing from there: a server that states such paths is broken, or means harm.");
    }

    /** Control characters could make a terminal say something else. */
    private static String printable(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }
}
