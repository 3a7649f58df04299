package io.graft.eval.language;

import io.graft.core.artifact.Digest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A completions server and the model on it.
 *
 * @param url up to and with {@code /v1}, such as {@code http://gpu:8000/v1}
 * @param model as the server calls it; empty for the one it has
 * @param tokenizer the folder with the model's tokenizer: prompts are sent as tokens, so that the server cannot read them otherwise
 * @param weights what the server serves, as its operator states it. A server does not say which weights it has; without this, no
 *     reply is ever taken for one of an earlier run
 * @param key sent as a bearer token; empty for none
 * @param parallel how many requests are under way at a time
 * @param attempts how often a request is sent before it has failed
 * @param patience how long one attempt may take
 */
public record ServerOptions(
        URI url,
        Optional<String> model,
        Path tokenizer,
        Optional<Digest> weights,
        Optional<String> key,
        int parallel,
        int attempts,
        Duration patience) {
    /** Eight requests at a time, five attempts of ten minutes at most. */
    public static ServerOptions of(URI url, Path tokenizer) {
        return new ServerOptions(
                url,
                Optional.empty(),
                tokenizer,
                Optional.empty(),
                Optional.ofNullable(System.getenv("OPENAI_API_KEY")),
                8,
                5,
                Duration.ofMinutes(10));
    }

    /** For another of the server's models. */
    public ServerOptions forModel(String name) {
        return new ServerOptions(url, Optional.of(name), tokenizer, weights, key, parallel, attempts, patience);
    }

    /** With its operator's word on which weights it serves. */
    public ServerOptions serving(Digest digest) {
        return new ServerOptions(url, model, tokenizer, Optional.of(digest), key, parallel, attempts, patience);
    }

    /** With another limit on the attempts. */
    public ServerOptions trying(int times, Duration each) {
        return new ServerOptions(url, model, tokenizer, weights, key, parallel, times, each);
    }
}
