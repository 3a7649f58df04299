package io.graft.core.score;

import io.graft.core.suite.Reply;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a filter does to the answers to one request. */
@FunctionalInterface
interface FilterStep {
    List<Reply> apply(List<Reply> replies, Map<String, Object> document);

    /** The same to the text of each. */
    static FilterStep each(UnaryOperator<String> change) {
        return (replies, _) ->
                replies.stream().map(reply -> changed(reply, change)).toList();
    }

    private static Reply changed(Reply reply, UnaryOperator<String> change) {
        return reply instanceof Reply.Text(String text) ? new Reply.Text(change.apply(text)) : reply;
    }
}
