package io.graft.core.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.graft.core.artifact.Digest;
import io.graft.core.suite.Item;
import io.graft.core.template.None;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The contents of a results file, in lm-evaluation-harness's layout. */
record Results(Run run, List<TaskScores> tasks, List<GroupScores> groups) {
    /** The layout's version, ours: later ones may add keys. */
    private static final int LAYOUT = 1;

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("results", results());
        if (groups.stream().anyMatch(group -> !group.scores().isEmpty())) {
            tree.put("groups", aggregated());
        }
        tree.put("group_subtasks", subtasks());
        tree.put("configs", perTask(task -> task.task().settings()));
        tree.put("versions", versions());
        tree.put("n-shot", shots());
        tree.put("higher_is_better", directions());
        tree.put("n-samples", samples());
        tree.put("config", run.config());
        tree.put("date", run.startSeconds());
        tree.putAll(run.more());
        tree.put("task_hashes", perTask(Results::hash));
        tree.put("model_source", run.source());
        tree.put("model_name", run.model());
        tree.put("model_name_sanitized", run.folder());
        tree.putIfAbsent("system_instruction", None.NONE);
        tree.putIfAbsent("system_instruction_sha", None.NONE);
        tree.putIfAbsent("fewshot_as_multiturn", None.NONE);
        tree.putIfAbsent("chat_template", None.NONE);
        tree.putIfAbsent("chat_template_sha", None.NONE);
        tree.put("total_evaluation_time_seconds", run.seconds());
        tree.put("graft_results_layout", LAYOUT);
        return tree;
    }

    private Map<String, Object> perTask(Function<TaskScores, Object> function) {
        Map<String, Object> tree = new TreeMap<>();
        tasks.forEach(task -> tree.put(task.task().name(), function.apply(task)));
        return tree;
    }

    private Map<String, Object> results() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tasks.forEach(task -> tree.put(task.task().name(), results(task)));
        groups.forEach(group -> tree.put(group.group().name(), results(group)));
        return tree;
    }

    private static Map<String, Object> results(TaskScores task) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", task.task().name());
        tree.put("alias", task.task().alias());
        tree.put("sample_len", task.effective());
        task.scores().forEach(score -> put(score, tree));
        return tree;
    }

    private Map<String, Object> results(GroupScores group) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<String, Object> counts = new LinkedHashMap<>();
        tree.put("alias", group.group().alias());
        tree.put("name", group.group().name());
        if (!group.scores().isEmpty()) {
            tree.put("sample_len", in(group).mapToInt(TaskScores::effective).sum());
        }
        group.scores().forEach(score -> {
            put(score, tree);
            counts.put(score.key(), score.documents());
        });
        if (!counts.isEmpty()) {
            tree.put("sample_count", counts);
        }
        return tree;
    }

    private static void put(Score score, Map<String, Object> tree) {
        tree.put(score.key(), score.value());
        tree.put(
                score.errorKey(),
                score.standardError().isPresent() ? score.standardError().getAsDouble() : "N/A");
    }

    private Map<String, Object> aggregated() {
        Map<String, Object> tree = new LinkedHashMap<>();
        groups.stream()
                .filter(group -> !group.scores().isEmpty())
                .forEach(group -> tree.put(group.group().name(), results(group)));
        return tree;
    }

    private Map<String, Object> subtasks() {
        Map<String, Object> tree = new LinkedHashMap<>();
        groups.forEach(group -> tree.put(group.group().name(), group.group().members()));
        return tree;
    }

    private Map<String, Object> versions() {
        Map<String, Object> tree = perTask(task -> task.task().version());
        groups.forEach(group ->
                tree.put(group.group().name(), String.valueOf(group.group().version())));
        return tree;
    }

    /** A group has the number of its tasks, where they agree. */
    private Map<String, Object> shots() {
        Map<String, Object> tree = perTask(task -> task.task().shots());
        groups.forEach(group -> {
            List<Object> shots = group.tasks().stream()
                    .filter(tree::containsKey)
                    .map(name -> shots(tree, name))
                    .distinct()
                    .toList();
            if (shots.size() == 1) {
                tree.put(group.group().name(), shots.getFirst());
            }
        });
        return tree;
    }

    private static Object shots(Map<String, Object> tree, String name) {
        return tree.getOrDefault(name, 0);
    }

    private Map<String, Object> directions() {
        Map<String, Object> tree = perTask(task -> directions(task.scores()));
        groups.forEach(group -> tree.put(group.group().name(), directions(group)));
        return tree;
    }

    /** Of all that its tasks have; none where they differ. */
    private Map<String, Object> directions(GroupScores group) {
        Map<String, Object> tree = new LinkedHashMap<>();
        in(group)
                .flatMap(task -> directions(task.scores()).entrySet().stream())
                .forEach(entry -> tree.merge(
                        entry.getKey(), entry.getValue(), (one, other) -> one.equals(other) ? one : None.NONE));
        return tree;
    }

    private Stream<TaskScores> in(GroupScores group) {
        return group.tasks().stream().flatMap(name -> tasks.stream()
                .filter(task -> task.task().name().equals(name)));
    }

    private static Map<String, Object> directions(List<Score> scores) {
        Map<String, Object> tree = new LinkedHashMap<>();
        scores.forEach(score -> tree.put(score.metric(), score.higherIsBetter()));
        return tree;
    }

    private Map<String, Object> samples() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tasks.forEach(task -> tree.put(task.task().name(), counts(task)));
        return tree;
    }

    private static Map<String, Object> counts(TaskScores task) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("original", task.size());
        tree.put("effective", task.effective());
        return tree;
    }

    /** Of each sample's three hashes one after the other, under each filter again. */
    private static String hash(TaskScores task) {
        MessageDigest digest = Digest.sha256();
        Stream.generate(task::answered)
                .limit(task.task().filters().size())
                .flatMap(List::stream)
                .map(answered -> answered.item().hashes())
                .forEach(hashes -> update(digest, hashes));
        return Digest.of(digest).hex();
    }

    private static void update(MessageDigest digest, Item.Hashes hashes) {
        digest.update((hashes.document() + hashes.prompt() + hashes.target()).getBytes(UTF_8));
    }
}
