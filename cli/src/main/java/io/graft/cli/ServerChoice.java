package io.graft.cli;

import io.graft.core.artifact.Digest;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A model behind a completions server. */
final class ServerChoice {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Instead of --model: an OpenAI-compatible completions server, such as http://gpu:8000/v1."
                    + " The key, if it wants one, is read from OPENAI_API_KEY.")
    private @Nullable URI server;

    @Option(names = "--served-model", paramLabel = "NAME", description = "As the server calls it. Default: its first.")
    private @Nullable String name;

    @Option(names = "--tokenizer", paramLabel = "DIR", description = "The folder with the served model's tokenizer.")
    private @Nullable Path tokenizer;

    @Option(
            names = "--served-digest",
            paramLabel = "SHA256",
            description = "What the server serves, on your word: only then may answers of earlier runs be used again.")
    private @Nullable String digest;

    @Nullable
    URI server() {
        return server;
    }

    @Nullable
    String name() {
        return name;
    }

    @Nullable
    Path tokenizer() {
        return tokenizer;
    }

    @Nullable
    Digest digest() {
        return digest == null ? null : Digest.parse(digest);
    }
}
