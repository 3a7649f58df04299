package io.graft.core.score;

import io.graft.core.template.PythonText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The filter {@code multi_choice_regex}: the letter of a choice, found by a pattern, else by the text of one of the document's
 * {@code choices}, else by a letter after a colon.
 */
final class ChoiceExtraction {
    private final Extraction pattern;
    private final Cleaning cleaning;

    private ChoiceExtraction(Extraction pattern, Cleaning cleaning) {
        this.pattern = pattern;
        this.cleaning = cleaning;
    }

    static FilterStep of(Options options) {
        ChoiceExtraction extraction = new ChoiceExtraction(
                Extraction.of(options),
                new Cleaning(
                        Cleaning.patterns(options),
                        options.flag("ignore_case"),
                        options.flag("ignore_punctuation") ? "\\p{P}" : "",
                        false));
        return (replies, document) -> FilterStep.each(text -> extraction.letter(text, choices(document)))
                .apply(replies, document);
    }

    private static List<String> choices(Map<String, Object> document) {
        if (document.get("choices") instanceof List<?> choices) {
            return choices.stream().map(Object::toString).toList();
        }
        throw ScoreError.SCORE_UNSUITABLE.at(
                "multi_choice_regex",
                "multi_choice_regex looks for a document's choices, and there is no list `choices` in it.",
                "Name the column with the choices' texts so, or use the filter regex.");
    }

    private String letter(String text, List<String> choices) {
        String found = pattern.apply(text);
        if (!found.isEmpty() && !found.equals(pattern.fallback())) {
            return found;
        }
        String byText = byText(cleaning.of(text), choices);
        String byLetter = byText.isEmpty() ? byLetter(text, choices.size()) : byText;
        return byLetter.isEmpty() ? pattern.fallback() : byLetter;
    }

    private String byText(String text, List<String> choices) {
        Map<String, String> letters = new HashMap<>();
        for (int i = 0; i < choices.size(); i++) {
            letters.put(cleaning.of(PythonText.strip(choices.get(i))), lettered(i));
        }
        String any = IntStream.range(0, choices.size())
                .mapToObj(i -> cleaning.of(PythonText.strip(choices.get(i))))
                .sorted(Comparator.comparingInt(PythonText::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        String found = selected(Pattern.compile(any), text);
        return letters.getOrDefault(found, found);
    }

    private String byLetter(String text, int choices) {
        String any = IntStream.range(0, choices)
                .mapToObj(i -> Character.toString('A' + i))
                .collect(Collectors.joining("|"));
        String found = selected(PythonPattern.compile(":\\s*(" + any + ")"), text);
        return found.isEmpty() ? "" : "(" + found + ")";
    }

    private String selected(Pattern any, String text) {
        List<List<String>> found = Extraction.findAll(any, text);
        int at = pattern.select() < 0 ? found.size() + pattern.select() : pattern.select();
        return at < 0 || at >= found.size()
                ? ""
                : PythonText.strip(found.get(at).getFirst());
    }

    private static String lettered(int choice) {
        return "(%c)".formatted('A' + choice);
    }
}
