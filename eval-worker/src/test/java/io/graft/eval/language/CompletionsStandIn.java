package io.graft.eval.language;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.suite.Sampling;
import io.graft.eval.decoder.Adapters;
import io.graft.eval.decoder.Decoder;
import io.graft.eval.decoder.DecoderOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A small server that speaks vLLM's completions protocol over a model of ours, and fails when it is told to. */
final class CompletionsStandIn implements AutoCloseable {
    static final String NAME = "samples/base";

    private final Checkpoint checkpoint;
    private final Decoder decoder;
    private final TextTokenizer tokenizer;
    private final HttpServer http;
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger completions = new AtomicInteger();

    /** Something else than an answer. */
    record Failure(int status, String body) {}

    CompletionsStandIn(Path model) throws IOException {
        checkpoint = Checkpoint.open(model);
        decoder = Decoder.open(checkpoint, new DecoderOptions("cpu", 1));
        tokenizer = TextTokenizer.open(model);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v1/models", exchange -> send(exchange, 200, models().toString()));
        http.createContext("/v1/completions", this::complete);
        http.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(http.getAddress().getPort()));
    }

    /** The next completion is not one. */
    void failNext(int status, String body) {
        failures.add(new Failure(status, body));
    }

    int completions() {
        return completions.get();
    }

    @Override
    public void close() {
        http.stop(0);
        decoder.close();
        tokenizer.close();
        checkpoint.close();
    }

    private static ObjectNode models() {
        ObjectNode models = JsonMapper.shared().createObjectNode().put("object", "list");
        models.putArray("data").addObject().put("id", NAME).put("max_model_len", 258);
        return models;
    }

    /** One at a time: a decoder is for one thread. */
    private synchronized void complete(HttpExchange exchange) throws IOException {
        completions.incrementAndGet();
        Failure failure = failures.poll();
        if (failure != null) {
            send(exchange, failure.status(), failure.body());
            return;
        }
        JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody());
        int[] prompt =
                request.path("prompt").valueStream().mapToInt(JsonNode::asInt).toArray();
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.put("text", written(request, prompt));
        if (request.path("echo").asBoolean(false)) {
            describe(prompt, choice.putObject("logprobs"));
        }
        send(exchange, 200, answer.toString());
    }

    private String written(JsonNode request, int[] prompt) {
        int most = Math.min(request.path("max_tokens").asInt(), 258 - prompt.length);
        double temperature = request.path("temperature").asDouble();
        Sampling sampling = temperature == 0
                ? new Sampling.Greedy()
                : new Sampling.Random(temperature, 0, 1, request.path("seed").asLong());
        int[] ids = decoder.generate(prompt, most, sampling, written -> stops(request, written), Adapters.NONE);
        String text = tokenizer.decode(ids);
        for (JsonNode stop : request.path("stop")) {
            text = text.split(Pattern.quote(stop.asString()), 2)[0];
        }
        return text;
    }

    private boolean stops(JsonNode request, int[] written) {
        String text = tokenizer.decodeWhole(written);
        return request.path("stop").valueStream().map(JsonNode::asString).anyMatch(text::contains);
    }

    /** Log-probabilities of the prompt's tokens, each with the likeliest beside it, and of one token behind them. */
    private void describe(int[] prompt, ObjectNode logprobs) {
        ArrayNode tokens = logprobs.putArray("token_logprobs").addNull();
        ArrayNode best = logprobs.putArray("top_logprobs").addNull();
        float[][] logits = decoder.logits(prompt, Adapters.NONE);
        for (int i = 0; i < prompt.length; i++) {
            double[] likely = logSoftmax(logits[i]);
            int first = largest(likely);
            int next = i + 1 < prompt.length ? prompt[i + 1] : first;
            tokens.add(likely[next]);
            best.addObject().put("token " + first, likely[first]).put("token " + next, likely[next]);
        }
    }

    private static double[] logSoftmax(float[] logits) {
        double most = IntStream.range(0, logits.length)
                .mapToDouble(i -> logits[i])
                .max()
                .orElseThrow();
        double sum = IntStream.range(0, logits.length)
                .mapToDouble(i -> Math.exp(logits[i] - most))
                .sum();
        return IntStream.range(0, logits.length)
                .mapToDouble(i -> logits[i] - most - Math.log(sum))
                .toArray();
    }

    private static int largest(double[] values) {
        return IntStream.range(0, values.length)
                .reduce((a, b) -> values[b] > values[a] ? b : a)
                .orElseThrow();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
