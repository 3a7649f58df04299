package io.graft.core.suite;

import io.graft.core.recipe.Suggestion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a task file top down, with its documents. */
final class TaskParser {
    private static final int MOST_REPEATS = 10_000;
    private static final List<String> SHOT_KEYS = List.of(
            "sampler",
            "split",
            "samples",
            "fewshot_indices",
            "process_docs",
            "doc_to_text",
            "doc_to_choice",
            "doc_to_target",
            "gen_prefix",
            "fewshot_delimiter",
            "target_delimiter");

    private final TaskFile file;
    private final Dataset dataset;
    private final Map<String, SuiteNode> shotKeys;
    private final OptionalInt askedShots;

    private TaskParser(TaskFile file, SuiteFiles files, OptionalInt askedShots) {
        this.file = file;
        this.askedShots = askedShots;
        TaskKeys.check(file.keys());
        this.shotKeys = shotKeys(file.key("fewshot_config"));
        this.dataset = Dataset.of(file, files);
    }

    /** @param shots the number of solved examples, if not as many as the file says */
    static TaskDefinition parse(TaskFile file, SuiteFiles files, OptionalInt shots) {
        return new TaskParser(file, files, shots).task();
    }

    private static Map<String, SuiteNode> shotKeys(Optional<SuiteNode> config) {
        Map<String, SuiteNode> keys =
                new LinkedHashMap<>(config.map(SuiteNode::map).orElse(Map.of()));
        keys.values().removeIf(SuiteNode::isNull);
        keys.forEach((key, node) -> {
            if (!SHOT_KEYS.contains(key)) {
                throw node.refusal(
                        SuiteError.SUITE_UNKNOWN_KEY,
                        "is not a key of fewshot_config",
                        Suggestion.nearest(key, SHOT_KEYS)
                                .map("Did you mean %s?"::formatted)
                                .orElse("The keys are %s.".formatted(String.join(", ", SHOT_KEYS))));
            }
        });
        return keys;
    }

    private TaskDefinition task() {
        TaskSpec spec = spec();
        List<Row> rows = dataset.rows(evaluated());
        Prompting question = question();
        return new TaskDefinition(
                spec,
                rows,
                examples(spec.shots(), rows),
                question,
                shot(question),
                file.key("description").map(Field::of),
                Generating.of(file.key("generation_kwargs"), question.shotDelimiter()));
    }

    private TaskSpec spec() {
        String name = file.required("task").text();
        OutputType type = outputType();
        return new TaskSpec(
                name,
                file.text("task_alias", name),
                type,
                shots(),
                Measuring.metrics(file.key("metric_list"), type),
                Measuring.filters(file.key("filter_list")),
                file.key("repeats").map(node -> node.whole(1, MOST_REPEATS)).orElse(1),
                file.version(),
                file.key("tag").map(SuiteNode::several).orElse(List.of()).stream()
                        .map(SuiteNode::text)
                        .toList(),
                settings());
    }

    /** A task that says 0 is asked without examples whatever was asked for. */
    private int shots() {
        Optional<Integer> written = file.key("num_fewshot").map(node -> node.whole(0, Suite.MOST_SHOTS));
        return written.equals(Optional.of(0)) ? 0 : askedShots.orElse(written.orElse(0));
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = file.settings();
        if (askedShots.isPresent()) {
            settings.put("num_fewshot", (long) shots());
        }
        return settings;
    }

    private OutputType outputType() {
        Optional<SuiteNode> written = file.key("output_type");
        if (written.isEmpty()) {
            return OutputType.GENERATE_UNTIL;
        }
        String name = written.get().text();
        return Arrays.stream(OutputType.values())
                .filter(type -> type.written().equals(name))
                .findFirst()
                .orElseThrow(() -> written.get()
                        .wrongType("multiple_choice, loglikelihood, loglikelihood_rolling or generate_until"));
    }

    private SuiteNode evaluated() {
        return file.key("test_split").or(() -> file.key("validation_split")).orElseThrow(() -> file.root()
                .refusal(
                        SuiteError.SUITE_MISSING_KEY,
                        "has neither test_split nor validation_split",
                        "Say with test_split which split is asked about."));
    }

    private Prompting question() {
        return new Prompting(
                Field.of(file.required("doc_to_text")),
                Field.of(file.required("doc_to_target")),
                file.key("doc_to_choice").map(Field::of),
                file.key("gen_prefix").map(Field::of),
                file.text("target_delimiter", " "),
                file.text("fewshot_delimiter", "\n\n"));
    }

    /** Like the question, but for what fewshot_config says otherwise. */
    private Prompting shot(Prompting question) {
        return new Prompting(
                shotKey("doc_to_text").map(Field::of).orElse(question.text()),
                shotKey("doc_to_target").map(Field::of).orElse(question.target()),
                shotKey("doc_to_choice").map(Field::of).or(question::choice),
                shotKey("gen_prefix").map(Field::of).or(question::prefix),
                shotKey("target_delimiter").map(SuiteNode::text).orElse(question.targetDelimiter()),
                shotKey("fewshot_delimiter").map(SuiteNode::text).orElse(question.shotDelimiter()));
    }

    private Optional<SuiteNode> shotKey(String key) {
        return Optional.ofNullable(shotKeys.get(key));
    }

    private Examples examples(int count, List<Row> evaluated) {
        SuiteNode where = file.key("num_fewshot").orElse(file.root());
        boolean firstOnes = firstOnes();
        if (count == 0) {
            return new Examples(List.of(), 0, false, false, where);
        }
        return new Examples(pool(evaluated), count, firstOnes, withoutOwn(), where);
    }

    private List<Row> pool(List<Row> evaluated) {
        Optional<SuiteNode> split = split();
        if (split.isPresent()) {
            return dataset.rows(split.get());
        }
        Optional<SuiteNode> samples = shotKey("samples");
        if (samples.isPresent()) {
            return samples.get().list().stream().map(TaskParser::row).toList();
        }
        return file.key("training_split")
                .or(() -> file.key("validation_split"))
                .map(dataset::rows)
                .orElse(evaluated);
    }

    private static Row row(SuiteNode sample) {
        Map<String, Object> columns = new LinkedHashMap<>();
        sample.map().forEach((key, node) -> columns.put(key, node.value()));
        return new Row(columns, sample.file(), sample.line());
    }

    private Optional<SuiteNode> split() {
        return shotKey("split").or(() -> file.key("fewshot_split"));
    }

    /** lm-evaluation-harness compares the two splits' names; where neither is given, they are equal too. */
    private boolean withoutOwn() {
        return split().map(SuiteNode::text).equals(file.key("test_split").map(SuiteNode::text));
    }

    private boolean firstOnes() {
        Optional<SuiteNode> sampler = shotKey("sampler");
        return switch (sampler.map(SuiteNode::text).orElse("default")) {
            case "default" -> false;
            case "first_n" -> true;
            default -> throw sampler.orElseThrow().wrongType("default or first_n");
        };
    }
}
