package io.graft.core.score;

import io.graft.core.suite.Item;
import io.graft.core.suite.Reply;
import java.util.List;

/**
 * A document with what a model said about it. All scores are made of these: a new metric asks the model nothing.
 *
 * @param replies for each of the item's requests the answers, as many as the task repeats it, at least one
 */
public record AnsweredItem(Item item, List<List<Reply>> replies) {
    public AnsweredItem {
        replies = replies.stream().map(List::copyOf).toList();
        if (replies.size() != item.requests().size() || replies.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(
                    "%d requests, answers to %d".formatted(item.requests().size(), replies.size()));
        }
    }

    /** Each request was answered once. */
    public static AnsweredItem once(Item item, List<Reply> replies) {
        return new AnsweredItem(item, replies.stream().map(List::of).toList());
    }
}
