package io.graft.core.score;

import io.graft.core.suite.FilterSpec;
import io.graft.core.suite.Reply;
import io.graft.core.template.PythonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** lm-evaluation-harness's filters, by name. */
final class FilterSteps {
    private FilterSteps() {}

    static FilterStep of(FilterSpec.Step step) {
        Options options = new Options(step.function(), step.options());
        FilterStep made =
                switch (step.function()) {
                    case "take_first" -> (replies, _) -> List.of(replies.getFirst());
                    case "take_first_k" -> firstOf(options.number("k"));
                    case "majority_vote" -> (replies, _) -> List.of(mostFrequent(replies));
                    case "remove_whitespace" -> FilterStep.each(PythonText::strip);
                    case "lowercase" -> FilterStep.each(text -> text.toLowerCase(Locale.ROOT));
                    case "uppercase" -> FilterStep.each(text -> text.toUpperCase(Locale.ROOT));
                    case "regex" -> FilterStep.each(Extraction.of(options));
                    case "multi_choice_regex" -> ChoiceExtraction.of(options);
                    case "map" -> mapped(options);
                    default ->
                        throw ScoreError.SCORE_UNKNOWN_FILTER.at(
                                step.function(),
                                "There is no filter %s.".formatted(step.function()),
                                "Filters are take_first, take_first_k, majority_vote, remove_whitespace, lowercase,"
                                        + " uppercase, regex, multi_choice_regex and map.");
                };
        options.requireAllRead();
        return made;
    }

    private static FilterStep firstOf(int count) {
        return (replies, _) -> {
            if (replies.size() < count) {
                throw ScoreError.SCORE_WRONG_OPTION.at(
                        "take_first_k",
                        "take_first_k needs %d answers, and there are %d.".formatted(count, replies.size()),
                        "Set `repeats: %d`.".formatted(count));
            }
            return replies.subList(0, count);
        };
    }

    /** Of equals, the one that came first. */
    private static Reply mostFrequent(List<Reply> replies) {
        Map<Reply, Long> counts = replies.stream()
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return counts.keySet().stream()
                .filter(reply -> counts.getOrDefault(reply, 0L) == most)
                .findFirst()
                .orElseThrow();
    }

    private static FilterStep mapped(Options options) {
        Map<?, ?> texts = options.map("mapping_dict");
        String otherwise = String.valueOf(options.any("default_value", "None"));
        return FilterStep.each(text -> {
            Object found = texts.get(text);
            return found == null ? otherwise : found.toString();
        });
    }
}
