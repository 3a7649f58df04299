package io.graft.eval.run;

import io.graft.core.artifact.Digest;
import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What a request is known by: a digest of all that it asks. */
final class RequestKey {
    private RequestKey() {}

    static Digest of(Request request) {
        return Digest.of(JsonMapper.shared().writeValueAsString(parts(request)));
    }

    private static List<Object> parts(Request request) {
        return switch (request) {
            case Request.Likelihood likelihood ->
                List.of("loglikelihood", likelihood.context(), likelihood.continuation());
            case Request.RollingLikelihood rolling -> List.of("loglikelihood_rolling", rolling.text());
            case Request.Generation generation ->
                List.of(
                        "generate_until",
                        generation.context(),
                        generation.until(),
                        generation.maxTokens(),
                        parts(generation.sampling()));
        };
    }

    private static List<Object> parts(Sampling sampling) {
        return switch (sampling) {
            case Sampling.Greedy _ -> List.of("greedy");
            case Sampling.Random random ->
                List.of("random", random.temperature(), random.topK(), random.topP(), random.seed());
        };
    }
}
