package io.graft.eval.language;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model behind an OpenAI-compatible completions server that tells log-probabilities of prompts ({@code echo}), such as vLLM.
 * Prompts are tokens made here, so both of its likelihoods and a {@link LocalModel}'s are of the same tokens.
 */
public final class CompletionsServer implements LanguageModel {
    private final ServerOptions options;
    private final ServerConnection connection;
    private final TextTokenizer tokenizer;
    private final ServedModel served;
    private final PairEncoder encoder;
    private final String session = UUID.randomUUID().toString();

    private CompletionsServer(
            ServerOptions options, ServerConnection connection, TextTokenizer tokenizer, ServedModel served) {
        this.options = options;
        this.connection = connection;
        this.tokenizer = tokenizer;
        this.served = served;
        this.encoder = new PairEncoder(tokenizer, served.maxLength());
    }

    /**
     * Asks the server which model it has.
     *
     * @throws GraftException with a {@link LanguageError} if it does not answer or does not have the model
     */
    public static CompletionsServer open(ServerOptions options) throws InterruptedException {
        TextTokenizer tokenizer = TextTokenizer.open(options.tokenizer());
        ServerConnection connection = new ServerConnection(options);
        try {
            ServedModel served = ServedModel.of(connection.get("/models"), options, tokenizer);
            return new CompletionsServer(options, connection, tokenizer, served);
        } catch (RuntimeException | InterruptedException e) {
            connection.close();
            tokenizer.close();
            throw e;
        }
    }

    @Override
    public Digest identity() {
        String weights = options.weights().map(Digest::toString).orElse("unknown, session " + session);
        return Digest.of("served %s\nweights %s\ntokenizer %s\nlength %d\n"
                .formatted(served.name(), weights, tokenizer.digest(), served.maxLength()));
    }

    @Override
    public ModelCard card() {
        return new ModelCard(
                served.name(),
                "",
                0,
                served.maxLength(),
                "completions server " + options.url(),
                tokenizer.begin(),
                tokenizer.end(),
                tokenizer.pad());
    }

    @Override
    public void answer(List<Request> requests, Replies replies) throws InterruptedException {
        Questions questions = Questions.of(requests, encoder);
        Scoring scoring = new Scoring(requests, questions, replies);
        scoring.answerEmpty();
        try (ParallelCalls calls = new ParallelCalls(options.parallel())) {
            for (Questions.Asked asked : questions.asked()) {
                calls.submit(() -> score(asked.passage()), score -> scoring.accept(List.of(asked), List.of(score)));
            }
            for (Questions.Writing writing : questions.writings()) {
                calls.submit(() -> new Reply.Text(write(writing.request())), reply -> writing.indices()
                        .forEach(index -> replies.accept(index, reply)));
            }
            calls.finish();
        }
    }

    @Override
    public void close() {
        connection.close();
        tokenizer.close();
    }

    private Likeliness score(TokenPair passage) throws InterruptedException {
        ObjectNode body = body(passage.tokens(), 1)
                .put("temperature", 0)
                .put("logprobs", 1)
                .put("echo", true);
        return Likeliness.read(choice(connection.post("/completions", body)), passage);
    }

    private String write(Request.Generation request) throws InterruptedException {
        List<String> stops = new ArrayList<>(request.until());
        tokenizer
                .end()
                .map(SpecialToken::text)
                .filter(end -> !stops.contains(end))
                .ifPresent(stops::add);
        stops.removeIf(String::isEmpty);
        ObjectNode body = body(encoder.encode(request), request.maxTokens());
        stops.forEach(body.putArray("stop")::add);
        sample(body, request.sampling());
        return Writer.cut(
                choice(connection.post("/completions", body)).path("text").asString(""), stops);
    }

    private static void sample(ObjectNode body, Sampling sampling) {
        switch (sampling) {
            case Sampling.Greedy _ -> body.put("temperature", 0);
            case Sampling.Random random -> {
                body.put("temperature", random.temperature())
                        .put("top_p", random.topP())
                        .put("seed", random.seed());
                if (random.topK() > 0) {
                    body.put("top_k", random.topK());
                }
            }
        }
    }

    private ObjectNode body(int[] prompt, int maxTokens) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("model", served.name());
        Arrays.stream(prompt).forEach(body.putArray("prompt")::add);
        return body.put("max_tokens", maxTokens);
    }

    private JsonNode choice(JsonNode answer) {
        return Optional.of(answer.path("choices").path(0))
                .filter(JsonNode::isObject)
                .orElseThrow(() -> Likeliness.unreadable("it has no choices"));
    }
}
