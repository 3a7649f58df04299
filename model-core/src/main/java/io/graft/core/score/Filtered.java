package io.graft.core.score;

import io.graft.core.suite.Reply;
import io.graft.core.template.Python;
import java.util.List;

/**
 * What a filter left of the answers to one request.
 *
 * @param single whether it left one answer, and not a list, be it of one
 */
public record Filtered(List<Reply> replies, boolean single) {
    public Filtered {
        replies = List.copyOf(replies);
    }

    Reply first() {
        return replies.getFirst();
    }

    List<String> texts() {
        return replies.stream().map(Filtered::text).toList();
    }

    private static String text(Reply reply) {
        return switch (reply) {
            case Reply.Text(String text) -> text;
            case Reply.Likelihood likelihood -> Python.repr(likelihood.logLikelihood());
            case Reply.RollingLikelihood likelihood -> Python.repr(likelihood.logLikelihood());
        };
    }
}
