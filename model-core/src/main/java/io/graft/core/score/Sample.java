package io.graft.core.score;

import io.graft.core.suite.Item;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import io.graft.core.template.Python;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A line of a samples file: a document, what was asked, what came back and what it was worth. */
record Sample(AnsweredItem answered, DocumentScore score) {
    /** In the file's order: by filter, then by document. */
    static List<Sample> of(TaskScores task) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < task.documents().size(); i++) {
            samples.add(new Sample(
                    task.answered().get(i % task.effective()), task.documents().get(i)));
        }
        return samples;
    }

    Map<String, Object> tree() {
        Item item = answered.item();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("doc_id", item.index());
        tree.put("doc", item.document());
        tree.put("target", item.writtenTarget());
        tree.put("arguments", arguments(item.requests()));
        tree.put("resps", answered.replies().stream().map(Sample::replies).toList());
        tree.put(
                "filtered_resps", score.answers().stream().map(Sample::filtered).toList());
        tree.put("filter", score.filter());
        tree.put("metrics", List.copyOf(score.values().keySet()));
        tree.put("doc_hash", item.hashes().document());
        tree.put("prompt_hash", item.hashes().prompt());
        tree.put("target_hash", item.hashes().target());
        score.values().forEach((metric, value) -> tree.put(metric, value(value)));
        return tree;
    }

    private static Map<String, Object> arguments(List<Request> requests) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            tree.put("gen_args_" + i, arguments(requests.get(i)));
        }
        return tree;
    }

    private static Map<String, Object> arguments(Request request) {
        return switch (request) {
            case Request.Likelihood(String context, String continuation) ->
                ordered("arg_0", context, "arg_1", continuation);
            case Request.RollingLikelihood(String text) -> Map.of("arg_0", text);
            case Request.Generation generation -> ordered("arg_0", generation.context(), "arg_1", settings(generation));
        };
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object other) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(first, one);
        tree.put(second, other);
        return tree;
    }

    private static Map<String, Object> settings(Request.Generation generation) {
        Map<String, Object> tree = ordered("until", generation.until(), "max_gen_toks", generation.maxTokens());
        switch (generation.sampling()) {
            case Sampling.Greedy _ -> tree.put("do_sample", false);
            case Sampling.Random random -> {
                tree.put("do_sample", true);
                tree.put("temperature", random.temperature());
                tree.put("top_k", random.topK());
                tree.put("top_p", random.topP());
                tree.put("seed", random.seed());
            }
        }
        return tree;
    }

    private static List<Object> replies(List<Reply> replies) {
        return replies.stream().map(Sample::reply).toList();
    }

    private static Object filtered(Filtered filtered) {
        return filtered.single() ? reply(filtered.first()) : replies(filtered.replies());
    }

    /** Numbers are texts, as Python writes them: readers expect one type. */
    private static Object reply(Reply reply) {
        return switch (reply) {
            case Reply.Likelihood(double logLikelihood, boolean greedy) ->
                List.of(Python.repr(logLikelihood), greedy ? "True" : "False");
            case Reply.RollingLikelihood(double logLikelihood) -> Python.repr(logLikelihood);
            case Reply.Text(String text) -> text;
        };
    }

    private static Object value(Value value) {
        return switch (value) {
            case Value.Scalar(double number) -> number;
            case Value.Weighted(double amount, double units) -> List.of(amount, (long) units);
            case Value.Labelled(int gold, int taken) -> List.of(gold, taken);
            case Value.Forecast(int gold, List<Double> probabilities) -> List.of(gold, probabilities);
            case Value.Written(List<String> references, String text) ->
                List.of(references.size() == 1 ? references.getFirst() : references, text);
        };
    }
}
