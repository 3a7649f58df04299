package io.graft.core.suite;

import java.util.List;
import java.util.Map;

/**
 * A document of a task with everything that is asked about it.
 *
 * @param index the document's place in its split, from 0: lm-evaluation-harness's {@code doc_id}
 * @param document the columns, in order
 * @param target the right answer
 * @param writtenTarget the target as sample files show it
 * @param choices the choices' texts without delimiter, whose lengths acc_norm divides by; empty if the task has none
 * @param requests in the order in which results are read; for acc_mutual_info the choices once more, without a context
 * @param hashes what sample files identify it by
 */
public record Item(
        int index,
        Map<String, Object> document,
        Target target,
        String writtenTarget,
        List<String> choices,
        List<Request> requests,
        Hashes hashes) {
    public Item {
        choices = List.copyOf(choices);
        requests = List.copyOf(requests);
    }

    /**
     * Lower-case hexadecimal SHA-256s, equal to lm-evaluation-harness's.
     *
     * @param document of the document as indented JSON
     * @param prompt of the first request's context
     * @param target of the target as Python writes it
     */
    public record Hashes(String document, String prompt, String target) {}
}
