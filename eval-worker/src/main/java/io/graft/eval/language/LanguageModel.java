package io.graft.eval.language;

import io.graft.core.artifact.Digest;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import java.util.Arrays;
import java.util.List;

/** A model that answers requests. For one thread at a time. */
public interface LanguageModel extends AutoCloseable {
    /** Equal for models that reply alike: over weights, adapters, tokenizer, engine and its settings; never over a name. */
    Digest identity();

    /** What a reader of results wants to know about the model. */
    ModelCard card();

    /**
     * Answers all requests, in the order that is quickest.
     *
     * @param replies is told each reply as soon as it is known
     * @throws InterruptedException soon after the thread was interrupted; what was delivered by then holds
     * @throws io.graft.core.GraftException with a {@link LanguageError} if a request cannot be answered
     */
    void answer(List<Request> requests, Replies replies) throws InterruptedException;

    /** Answers all requests and returns the replies in their order. */
    default List<Reply> answer(List<Request> requests) throws InterruptedException {
        Reply[] replies = new Reply[requests.size()];
        answer(requests, (index, reply) -> replies[index] = reply);
        return Arrays.asList(replies);
    }

    @Override
    void close();

    /** Where replies go. */
    @FunctionalInterface
    interface Replies {
        /**
         * Takes one reply.
         *
         * @param index the request's place in the list
         */
        void accept(int index, Reply reply);
    }
}
