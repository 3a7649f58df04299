package io.graft.eval.run;

import io.graft.core.artifact.Digest;
import io.graft.core.score.AnsweredItem;
import io.graft.core.suite.Item;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import io.graft.core.suite.Subset;
import io.graft.core.suite.SuiteTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Everything that some tasks ask, in one list: what several of them have in common is computed together.
 *
 * @param items by task, the documents that are asked about
 * @param requests of all documents of all tasks, one after the other, each as often as its task repeats it
 */
public record SuiteRequests(SequencedMap<SuiteTask, List<Item>> items, List<Request> requests) {
    /** The requests of the chosen documents of each task. */
    public static SuiteRequests of(List<SuiteTask> tasks, Subset subset) {
        SequencedMap<SuiteTask, List<Item>> items = new LinkedHashMap<>();
        List<Request> requests = new ArrayList<>();
        for (SuiteTask task : tasks) {
            List<Item> chosen = task.items(subset);
            items.put(task, chosen);
            for (Item item : chosen) {
                item.requests().forEach(request -> requests.addAll(repeated(request, task)));
            }
        }
        return new SuiteRequests(items, List.copyOf(requests));
    }

    /** How many documents are asked about. */
    public int documents() {
        return items.values().stream().mapToInt(List::size).sum();
    }

    /**
     * The replies by document.
     *
     * @param replies to {@link #requests()}, in their order
     */
    public SequencedMap<SuiteTask, List<AnsweredItem>> answered(List<Reply> replies) {
        SequencedMap<SuiteTask, List<AnsweredItem>> answered = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<SuiteTask, List<Item>> entry : items.entrySet()) {
            int repeats = entry.getKey().spec().repeats();
            List<AnsweredItem> documents = new ArrayList<>();
            for (Item item : entry.getValue()) {
                List<List<Reply>> own = new ArrayList<>();
                for (int i = 0; i < item.requests().size(); i++) {
                    own.add(replies.subList(next, next + repeats));
                    next += repeats;
                }
                documents.add(new AnsweredItem(item, own));
            }
            answered.put(entry.getKey(), documents);
        }
        return answered;
    }

    /**
     * What a result is known by: equal only if the model, each request and each way of measuring are.
     *
     * @param model its identity
     */
    public Digest resultKey(Digest model) {
        StringBuilder text = new StringBuilder("model %s\n".formatted(model));
        items.keySet().forEach(task -> text.append("task %s\n".formatted(task.digest())));
        requests.forEach(request ->
                text.append("request %s\n".formatted(RequestKey.of(request).hex())));
        return Digest.of(text.toString());
    }

    /** The greedy answer is the same every time and is computed once; by lot, each time from another seed. */
    private static List<Request> repeated(Request request, SuiteTask task) {
        List<Request> all = new ArrayList<>();
        for (int i = 0; i < task.spec().repeats(); i++) {
            all.add(again(request, i));
        }
        return all;
    }

    private static Request again(Request request, int time) {
        return request instanceof Request.Generation generation && generation.sampling() instanceof Sampling.Random lot
                ? new Request.Generation(
                        generation.context(),
                        generation.until(),
                        generation.maxTokens(),
                        new Sampling.Random(lot.temperature(), lot.topK(), lot.topP(), lot.seed() + time))
                : request;
    }
}
