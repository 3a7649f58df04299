package io.graft.eval.language;

import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts scores together to replies: one for a likelihood, one for each window of a rolling one. */
final class Scoring {
    private final List<Request> requests;
    private final LanguageModel.Replies replies;
    private final Map<Integer, Windows> rolling = new HashMap<>();

    /** What is known of a request with several windows. */
    private static final class Windows {
        private int missing;
        private double sum;
    }

    Scoring(List<Request> requests, Questions questions, LanguageModel.Replies replies) {
        this.requests = requests;
        this.replies = replies;
        for (Questions.Asked asked : questions.asked()) {
            for (int index : asked.indices()) {
                rolling.computeIfAbsent(index, _ -> new Windows()).missing++;
            }
        }
    }

    /** Replies to requests that have no tokens to be scored: an empty text is certain. */
    void answerEmpty() {
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i) instanceof Request.RollingLikelihood && !rolling.containsKey(i)) {
                replies.accept(i, new Reply.RollingLikelihood(0));
            }
        }
    }

    void accept(List<Questions.Asked> batch, List<Likeliness> scores) {
        for (int i = 0; i < batch.size(); i++) {
            for (int index : batch.get(i).indices()) {
                accept(index, scores.get(i));
            }
        }
    }

    private void accept(int index, Likeliness score) {
        if (requests.get(index) instanceof Request.Likelihood) {
            replies.accept(index, new Reply.Likelihood(score.logLikelihood(), score.greedy()));
        } else {
            addWindow(index, score.logLikelihood());
        }
    }

    private void addWindow(int index, double logLikelihood) {
        Windows windows = Objects.requireNonNull(rolling.get(index));
        windows.sum += logLikelihood;
        windows.missing--;
        if (windows.missing == 0) {
            replies.accept(index, new Reply.RollingLikelihood(windows.sum));
        }
    }
}
