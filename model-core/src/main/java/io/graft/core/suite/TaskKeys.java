package io.graft.core.suite;

import io.graft.core.recipe.Suggestion;
import io.graft.core.template.None;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The keys of a task file: those that mean something here, those that don't, and those that no suite can hold. */
final class TaskKeys {
    private static final List<String> UNDERSTOOD = List.of(
            "task",
            "task_alias",
            "tag",
            "dataset_path",
            "dataset_name",
            "dataset_kwargs",
            "training_split",
            "validation_split",
            "test_split",
            "fewshot_split",
            "fewshot_config",
            "num_fewshot",
            "doc_to_text",
            "doc_to_target",
            "doc_to_choice",
            "description",
            "target_delimiter",
            "fewshot_delimiter",
            "gen_prefix",
            "output_type",
            "generation_kwargs",
            "metric_list",
            "filter_list",
            "repeats",
            "metadata",
            "include");
    private static final List<String> WITHOUT_EFFECT = List.of(
            "should_decontaminate",
            "doc_to_decontamination_query",
            "group_alias",
            "aggregate_metric_list",
            "unsafe_code",
            "recipe");
    private static final List<String> REFUSED = List.of(
            "process_docs",
            "process_results",
            "custom_dataset",
            "use_prompt",
            "doc_to_image",
            "doc_to_audio",
            "class",
            "task_list");

    private TaskKeys() {}

    static void check(Map<String, SuiteNode> keys) {
        keys.forEach((key, node) -> check(key, node));
    }

    private static void check(String key, SuiteNode node) {
        if (REFUSED.contains(key) && node.value() != None.NONE) {
            throw node.refusal(
                    SuiteError.SUITE_UNSUPPORTED,
                    "needs Python, images or sound, which no suite can hold",
                    "Write it as templates; or run the task once with lm_eval --log_samples, and put the samples_*.jsonl "
                            + "into the suite in the task's place.");
        }
        List<String> known = Stream.of(UNDERSTOOD, WITHOUT_EFFECT, REFUSED)
                .flatMap(List::stream)
                .toList();
        if (!known.contains(key)) {
            throw node.refusal(
                    SuiteError.SUITE_UNKNOWN_KEY,
                    "is not a key that a task has",
                    Suggestion.nearest(key, known)
                            .map("Did you mean %s?"::formatted)
                            .orElse("The keys are %s.".formatted(String.join(", ", UNDERSTOOD))));
        }
    }
}
