package io.graft.eval.run;

import io.graft.core.artifact.Digest;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import io.graft.eval.language.LanguageModel;
import io.graft.eval.language.ModelCard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A model that makes its replies up from the requests, keeps a list of what it was asked, and takes its time.
 *
 * @param identity whose replies these are
 * @param asked all requests up to now
 * @param pause for each request
 */
record DiligentModel(Digest identity, List<Request> asked, Duration pause) implements LanguageModel {
    DiligentModel(String name, Duration pause) {
        this(Digest.of(name), Collections.synchronizedList(new ArrayList<>()), pause);
    }

    DiligentModel(String name) {
        this(name, Duration.ZERO);
    }

    static Reply reply(Digest identity, Request request) {
        return new Reply.Likelihood(-(identity.toString() + request).hashCode() / 7.0, true);
    }

    @Override
    public ModelCard card() {
        return new ModelCard("diligent", "", 0, 8, "none", Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public void answer(List<Request> requests, Replies replies) throws InterruptedException {
        for (int i = requests.size() - 1; i >= 0; i--) {
            Thread.sleep(pause);
            asked.add(requests.get(i));
            replies.accept(i, reply(identity, requests.get(i)));
        }
    }

    @Override
    public void close() {}
}
