package io.graft.core.suite;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Data packs as they are published, each subject a task:
 *
 * <ul>
 *   <li>MMLU (Hendrycks et al., 2021): {@code dev,val,test/<subject>_<split>.csv} without a line of names
 *   <li>C-Eval (Huang et al., 2023): the same, with the names {@code id,question,A,B,C,D,answer}
 *   <li>BIG-bench (Srivastava et al., 2022): {@code <name>/task.json}
 * </ul>
 *
 * The first two ask with five solved examples where {@code dev} has them, in the words of lm-evaluation-harness's tasks.
 */
final class Packs {
    private static final Pattern SUBJECT = Pattern.compile("(?:(.*)/)?(test|val)/([\\w-]+)_(?:test|val)\\.csv");
    private static final Pattern BIG_BENCH = Pattern.compile("(?:.*/)?([\\w-]+)/task\\.json|task\\.json");

    private final SuiteFiles files;
    private final OptionalInt shots;
    private final SortedMap<String, SuiteTask> tasks = new TreeMap<>();

    private Packs(SuiteFiles files, OptionalInt shots) {
        this.files = files;
        this.shots = shots;
    }

    /** The tasks by the path of their data. */
    static SortedMap<String, SuiteTask> tasks(SuiteFiles files, Predicate<String> wanted, OptionalInt shots) {
        Packs packs = new Packs(files, shots);
        files.paths().stream().filter(wanted).forEach(packs::file);
        return packs.tasks;
    }

    private void file(String path) {
        Matcher subject = SUBJECT.matcher(path);
        Matcher bigBench = BIG_BENCH.matcher(path);
        if (subject.matches() && !isValidationOfTest(path, subject)) {
            add(path, subject(path, subject));
        } else if (bigBench.matches()) {
            add(path, bigBench(path, Optional.ofNullable(bigBench.group(1)).orElse("task")));
        }
    }

    /** Where answers to the test are published, the validation split is not asked about. C-Eval's are not. */
    private boolean isValidationOfTest(String path, Matcher subject) {
        String test = path.replace("val/", "test/").replace("_val.csv", "_test.csv");
        boolean answered = files.has(test) && !(hasNames(test) && !header(test).contains("answer"));
        return subject.group(2).equals("val") ? answered : !answered;
    }

    private void add(String path, String yaml) {
        SuiteNode root = SuiteDocument.read(path, yaml.getBytes(StandardCharsets.UTF_8));
        tasks.put(path, RenderedTask.of(TaskParser.parse(new TaskFile(root, root.map()), files, shots)));
    }

    private boolean hasNames(String path) {
        return header(path).startsWith("id,question,A,B,C,D");
    }

    private String header(String path) {
        String text = new String(files.bytes(path), StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return line.replace("\ufeff", "").strip();
    }

    private String subject(String path, Matcher subject) {
        String split = subject.group(2);
        String dev = path.replace(split + "/", "dev/").replace("_" + split + ".csv", "_dev.csv");
        boolean named = hasNames(path);
        return """
                task: %s_%s
                output_type: multiple_choice
                dataset_path: csv
                dataset_kwargs:
                  data_files: {asked: "%s"%s}
                %s
                test_split: asked
                %s
                description: %s
                doc_to_text: %s
                doc_to_choice: ["A", "B", "C", "D"]
                doc_to_target: answer
                metadata: {version: 1.0}
                """.formatted(
                        named ? "ceval" : "mmlu",
                        subject.group(3),
                        path,
                        files.has(dev) ? ", dev: \"%s\"".formatted(dev) : "",
                        named ? "" : "  column_names: [question, A, B, C, D, answer]",
                        files.has(dev) ? "num_fewshot: 5\nfewshot_split: dev\nfewshot_config: {sampler: first_n}" : "",
                        description(named, subject.group(3).replace('_', ' ')),
                        question(named));
    }

    private static String description(boolean chinese, String subject) {
        return chinese
                ? "\"以下是中国关于%s的单项选择题，请选出其中的正确答案。\\n\\n\"".formatted(subject)
                : "\"The following are multiple choice questions (with answers) about %s.\\n\\n\"".formatted(subject);
    }

    private static String question(boolean chinese) {
        return "\"{{question|string|trim}}\\nA. {{A}}\\nB. {{B}}\\nC. {{C}}\\nD. {{D}}\\n%s\""
                .formatted(chinese ? "答案：" : "Answer:");
    }

    private String bigBench(String path, String name) {
        boolean choices = BigBench.parse(path, files.bytes(path)).hasChoices();
        return """
                task: bigbench_%s
                output_type: %s
                dataset_path: bigbench
                dataset_kwargs: {data_files: {asked: "%s"}}
                test_split: asked
                target_delimiter: ""
                doc_to_text: prompt
                doc_to_target: %s
                %s
                metadata: {version: 1.0}
                """.formatted(
                        name,
                        choices ? "multiple_choice" : "generate_until",
                        path,
                        choices ? "gold" : "targets",
                        choices
                                ? "doc_to_choice: choices"
                                : "generation_kwargs: {until: [\"\\n\"], max_gen_toks: 64, do_sample: false}");
    }
}
