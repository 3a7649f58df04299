package io.graft.eval.language;

import io.graft.core.suite.Reply;
import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What lm-evaluation-harness got from the samples' base model; {@code src/test/python/replies.py} wrote it down. */
record RecordedReplies(List<Request> requests, List<Reply> replies) {
    static final Path BASE = Path.of("../samples/base");

    static RecordedReplies read() {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(Files.readString(Path.of("src/test/resources/lm-eval/replies.json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        RecordedReplies recorded = new RecordedReplies(new ArrayList<>(), new ArrayList<>());
        json.path("likelihoods").forEach(recorded::addLikelihood);
        json.path("rolling").forEach(recorded::addRolling);
        json.path("generations").forEach(recorded::addGeneration);
        return recorded;
    }

    private void addLikelihood(JsonNode one) {
        requests.add(new Request.Likelihood(
                one.path("context").asString(), one.path("continuation").asString()));
        replies.add(new Reply.Likelihood(
                one.path("log_likelihood").asDouble(), one.path("greedy").asBoolean()));
    }

    private void addRolling(JsonNode one) {
        requests.add(new Request.RollingLikelihood(one.path("text").asString()));
        replies.add(new Reply.RollingLikelihood(one.path("log_likelihood").asDouble()));
    }

    private void addGeneration(JsonNode one) {
        requests.add(new Request.Generation(
                one.path("context").asString(),
                one.path("until").valueStream().map(JsonNode::asString).toList(),
                one.path("max_tokens").asInt(),
                new Sampling.Greedy()));
        replies.add(new Reply.Text(one.path("text").asString()));
    }
}
