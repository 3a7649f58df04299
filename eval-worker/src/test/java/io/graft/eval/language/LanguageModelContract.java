package io.graft.eval.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every way to run the samples' base model has in common: it replies as lm-evaluation-harness does. */
abstract class LanguageModelContract {
    private static final RecordedReplies RECORDED = RecordedReplies.read();

    abstract LanguageModel model();

    @Test
    void repliesAsTheHarnessDoes() throws InterruptedException {
        assertReplies(model().answer(RECORDED.requests()), RECORDED.replies());
    }

    @Test
    void theOrderOfRequestsIsNoMatter() throws InterruptedException {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < RECORDED.requests().size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(5));
        List<Request> shuffled = order.stream().map(RECORDED.requests()::get).toList();
        assertReplies(
                model().answer(shuffled),
                order.stream().map(RECORDED.replies()::get).toList());
    }

    @Test
    void eachRequestIsAnsweredOnceThoughItStandsInTheListTwice() throws InterruptedException {
        List<Request> twice = new ArrayList<>(RECORDED.requests().subList(0, 3));
        twice.addAll(RECORDED.requests().subList(0, 3));
        List<Integer> answered = Collections.synchronizedList(new ArrayList<>());
        model().answer(twice, (index, _) -> answered.add(index));
        assertThat(answered).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }

    @Test
    void theSameSeedWritesTheSameText() throws InterruptedException {
        List<Request> same = List.of(story(7), story(8));
        assertThat(model().answer(same)).isEqualTo(model().answer(same)).doesNotHaveDuplicates();
    }

    @Test
    void anInterruptionEndsTheWork() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> model().answer(RECORDED.requests()));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void nothingToAnswerIsAnswered() throws InterruptedException {
        assertThat(model().answer(List.of())).isEmpty();
    }

    private static Request story(long seed) {
        return new Request.Generation("Iris finds", List.of(), 12, new Sampling.Random(1, 0, 1, seed));
    }

    private static void assertReplies(List<Reply> replies, List<Reply> expected) {
        for (int i = 0; i < expected.size(); i++) {
            switch (expected.get(i)) {
                case Reply.Likelihood(double logLikelihood, boolean greedy) -> {
                    Reply.Likelihood reply = (Reply.Likelihood) replies.get(i);
                    assertClose(reply.logLikelihood(), logLikelihood);
                    assertThat(reply.greedy()).isEqualTo(greedy);
                }
                case Reply.RollingLikelihood(double logLikelihood) ->
                    assertClose(((Reply.RollingLikelihood) replies.get(i)).logLikelihood(), logLikelihood);
                case Reply.Text text -> assertThat(replies.get(i)).isEqualTo(text);
            }
        }
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
    }
}
