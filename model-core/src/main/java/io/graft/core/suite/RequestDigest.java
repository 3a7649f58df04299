package io.graft.core.suite;

import io.graft.core.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The digest of what a task asks and how the answers are measured. Records write all that they hold, so their text is what is
 * hashed, each with its length before it.
 */
final class RequestDigest {
    private final MessageDigest sha256 = Digest.sha256();

    private RequestDigest() {}

    static Digest of(TaskSpec spec, List<Item> items) {
        RequestDigest digest = new RequestDigest();
        digest.add(spec.outputType().written());
        spec.metrics().forEach(metric -> digest.add(metric.toString()));
        spec.filters().forEach(filter -> digest.add(filter.toString()));
        digest.add(Integer.toString(spec.repeats()));
        items.forEach(digest::add);
        return Digest.of(digest.sha256);
    }

    private void add(Item item) {
        item.requests().forEach(this::add);
        add(item.target().toString());
        item.choices().forEach(this::add);
    }

    private void add(Request request) {
        switch (request) {
            case Request.Likelihood(String context, String continuation) -> {
                add(context);
                add(continuation);
            }
            case Request.RollingLikelihood(String text) -> add(text);
            case Request.Generation(String context, List<String> until, int maxTokens, Sampling sampling) -> {
                add(context);
                until.forEach(this::add);
                add("%d %s".formatted(maxTokens, sampling));
            }
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha256.update("%d:".formatted(bytes.length).getBytes(StandardCharsets.US_ASCII));
        sha256.update(bytes);
    }
}
