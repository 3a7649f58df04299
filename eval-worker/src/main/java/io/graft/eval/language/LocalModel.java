package io.graft.eval.language;

import io.graft.core.artifact.Digest;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import io.graft.eval.decoder.Adapters;
import io.graft.eval.decoder.Decoder;
import io.graft.eval.decoder.Passage;
import java.util.List;
import java.util.function.Consumer;

/** A model in this process: one of the arms of {@link LocalWeights}. */
public final class LocalModel implements LanguageModel {
    private final Decoder decoder;
    private final Adapters adapters;
    private final Digest identity;
    private final ModelCard card;
    private final PairEncoder encoder;
    private final Writer writer;

    LocalModel(
            Decoder decoder, Adapters adapters, Digest identity, ModelCard card, PairEncoder encoder, Writer writer) {
        this.decoder = decoder;
        this.adapters = adapters;
        this.identity = identity;
        this.card = card;
        this.encoder = encoder;
        this.writer = writer;
    }

    @Override
    public Digest identity() {
        return identity;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    /**
     * Likelihoods first, those with a common beginning together; then the texts. A request that stands in the list more than once
     * is computed once. The last bits of a likelihood depend on what else is in the list.
     */
    @Override
    public void answer(List<Request> requests, Replies replies) throws InterruptedException {
        Questions questions = Questions.of(requests, encoder);
        Scoring scoring = new Scoring(requests, questions, replies);
        scoring.answerEmpty();
        for (List<Questions.Asked> batch : questions.batches(tokensAtOnce())) {
            requireNotInterrupted();
            scoring.accept(batch, score(batch));
        }
        for (Questions.Writing writing : questions.writings()) {
            requireNotInterrupted();
            Reply reply = new Reply.Text(write(writing.request(), _ -> {}));
            writing.indices().forEach(index -> replies.accept(index, reply));
        }
    }

    /**
     * Answers one request while it can be read.
     *
     * @param pieces is given the text bit by bit; all of them together are the answer
     * @throws InterruptedException soon after the thread was interrupted
     */
    public String write(Request.Generation request, Consumer<String> pieces) throws InterruptedException {
        Writer.Draft draft = writer.draft(request, pieces);
        decoder.generate(encoder.encode(request), request.maxTokens(), request.sampling(), draft, adapters);
        requireNotInterrupted();
        return draft.finish();
    }

    /** Does nothing: the weights are closed where they were opened. */
    @Override
    public void close() {}

    private List<Likeliness> score(List<Questions.Asked> batch) {
        List<Passage> passages = batch.stream()
                .map(Questions.Asked::passage)
                .map(pair -> new Passage(pair.tokens(), pair.scored()))
                .toList();
        return decoder.score(passages, adapters).stream()
                .map(score -> new Likeliness(score.logLikelihood(), score.greedy()))
                .toList();
    }

    /** About as many as take some seconds, so that replies come and an interruption is noticed; the same for the same model. */
    private int tokensAtOnce() {
        return Math.clamp(500_000_000_000L / Math.max(1, card.parameters()), 256, 16384);
    }

    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
