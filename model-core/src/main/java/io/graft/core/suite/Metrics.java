package io.graft.core.suite;

import java.util.List;
import java.util.Map;

/** The measures that tasks can ask for by name, and which suit which output type. */
public final class Metrics {
    private static final Map<OutputType, List<String>> DEFAULTS = Map.of(
            OutputType.MULTIPLE_CHOICE, List.of("acc", "acc_norm"),
            OutputType.LOGLIKELIHOOD, List.of("perplexity", "acc"),
            OutputType.LOGLIKELIHOOD_ROLLING, List.of("word_perplexity", "byte_perplexity", "bits_per_byte"),
            OutputType.GENERATE_UNTIL, List.of("exact_match"));

    private static final Map<OutputType, List<String>> KNOWN = Map.of(
            OutputType.MULTIPLE_CHOICE,
                    List.of(
                            "acc",
                            "acc_norm",
                            "acc_bytes",
                            "acc_mutual_info",
                            "exact_match",
                            "brier_score",
                            "mcc",
                            "f1",
                            "bypass"),
            OutputType.LOGLIKELIHOOD, List.of("perplexity", "acc", "bypass"),
            OutputType.LOGLIKELIHOOD_ROLLING, List.of("word_perplexity", "byte_perplexity", "bits_per_byte"),
            OutputType.GENERATE_UNTIL,
                    List.of(
                            "exact_match",
                            "bleu",
                            "chrf",
                            "chrf++",
                            "ter",
                            "bypass",
                            "distinct_1",
                            "distinct_2",
                            "distinct_3",
                            "distinct_4",
                            "repetition"));

    private Metrics() {}

    /** What a task without {@code metric_list} is measured by. */
    public static List<String> byDefault(OutputType type) {
        return DEFAULTS.getOrDefault(type, List.of());
    }

    /** All that suit an output type. */
    public static List<String> of(OutputType type) {
        return KNOWN.getOrDefault(type, List.of());
    }
}
