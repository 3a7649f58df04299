package io.graft.core.score;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is not looked at when two texts are compared, in this order.
 *
 * @param ignored what matches any of these
 * @param ignoreCase lower case for upper
 * @param punctuation a class of characters that are left out; empty for none
 * @param ignoreNumbers the ten digits are left out
 */
record Cleaning(List<Pattern> ignored, boolean ignoreCase, String punctuation, boolean ignoreNumbers) {
    private static final String ASCII_PUNCTUATION = "[!-/:-@\\[-`{-~]";

    static Cleaning of(Options options) {
        return new Cleaning(
                patterns(options),
                options.flag("ignore_case"),
                options.flag("ignore_punctuation") ? ASCII_PUNCTUATION : "",
                options.flag("ignore_numbers"));
    }

    static List<Pattern> patterns(Options options) {
        return options.texts("regexes_to_ignore").stream()
                .map(PythonPattern::compile)
                .toList();
    }

    String of(String text) {
        String rest = text;
        for (Pattern pattern : ignored) {
            rest = Matching.of(pattern, rest, matcher -> matcher.replaceAll(""));
        }
        rest = ignoreCase ? rest.toLowerCase(Locale.ROOT) : rest;
        rest = punctuation.isEmpty() ? rest : rest.replaceAll(punctuation, "");
        return ignoreNumbers ? rest.replaceAll("[0-9]", "") : rest;
    }
}
