package io.graft.cli;

import io.graft.core.GraftException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to import from. */
final class HubOption {
    private static final String USUAL = "https://huggingface.co";
    private static final String USUAL_TOKEN = "HF_TOKEN";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description =
                    "What speaks the Hugging Face Hub's protocol. Default: $HF_ENDPOINT, else https://huggingface.co.")
    private @Nullable URI endpoint;

    @Option(
            names = "--token-env",
            paramLabel = "NAME",
            description =
                    "The environment variable that holds a token for it. Default: HF_TOKEN, but none with --endpoint.")
    private @Nullable String variable;

    HubConnection connect() {
        return new HubConnection(endpoint == null ? usual() : endpoint, token());
    }

    private static URI usual() {
        String own = Objects.requireNonNullElse(System.getenv("HF_ENDPOINT"), "");
        try {
            return URI.create(own.isBlank() ? USUAL : own.strip());
        } catch (IllegalArgumentException e) {
            throw new GraftException(
                    ImportError.HUB_ENDPOINT_MALFORMED,
                    "HF_ENDPOINT",
                    "HF_ENDPOINT is not an address: " + own,
                    "Write it as https://huggingface.co.",
                    e);
        }
    }

    /** A token that was put there for one server is not for any other that somebody names. */
    private Optional<String> token() {
        if (variable == null) {
            return endpoint == null ? value(USUAL_TOKEN) : Optional.empty();
        }
        return Optional.of(value(variable).orElseThrow(this::missing));
    }

    private static Optional<String> value(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .map(String::strip)
                .filter(secret -> secret.matches("[\\x21-\\x7e]+"));
    }

    private GraftException missing() {
        return new GraftException(
                ImportError.HUB_TOKEN_MISSING,
                String.valueOf(variable),
                "The environment variable %s holds no token".formatted(variable),
                "Put one line of printable characters into it, or leave --token-env out.");
    }
}
