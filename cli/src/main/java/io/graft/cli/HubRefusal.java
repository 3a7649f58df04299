package io.graft.cli;

import io.graft.core.GraftException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server says when it does not give what was asked for. */
final class HubRefusal {
    /** That a range cannot be given is for the one who asked for it to judge. */
    private static final Set<Integer> ANSWERS = Set.of(200, 206, 416);

    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    /** As the Hub limits its callers: remaining calls, and seconds until there are more. */
    private static final Pattern RATE_LIMIT = Pattern.compile(".*;\\s*t=(\\d{1,9})\\b.*");

    private static final int LONGEST_MESSAGE = 300;

    private HubRefusal() {}

    /**
     * Returns an answer that is one.
     *
     * @throws HubBusy where it may be better later
     * @throws GraftException where it will not
     */
    static HttpResponse<InputStream> requireNone(HttpResponse<InputStream> answer, URI asked, boolean withToken)
            throws IOException {
        int status = answer.statusCode();
        if (ANSWERS.contains(status)) {
            return answer;
        }
        answer.body().close();
        if (status / 100 == 5 || PASSING.contains(status)) {
            throw new HubBusy(status, pause(answer));
        }
        throw refused(answer, HubConnection.withoutSignature(asked), withToken);
    }

    private static GraftException refused(HttpResponse<?> answer, String asked, boolean withToken) {
        String message = message(answer);
        return switch (answer.statusCode()) {
            case 404, 410 ->
                new GraftException(
                        ImportError.HUB_NOT_FOUND,
                        asked,
                        "The server has no such repository, revision or file" + message,
                        "Check the name and the revision; a private one needs a token, see --token-env.");
            case 401, 403 ->
                new GraftException(
                        ImportError.HUB_DENIED, asked, "The server does not give it" + message, denied(withToken));
            default ->
                new GraftException(
                        ImportError.HUB_REFUSED,
                        asked,
                        "The server refused with status %d%s".formatted(answer.statusCode(), message),
                        "Check that the endpoint speaks the Hugging Face Hub's protocol.");
        };
    }

    private static String denied(boolean withToken) {
        return withToken
                ? "Ask its owner for access, or accept its terms on its page, with the account of the token."
                : "Put a token that may read it into HF_TOKEN, or name its variable with --token-env.";
    }

    private static String message(HttpResponse<?> answer) {
        String text = answer.headers().firstValue("X-Error-Message").orElse("").replaceAll("\\p{Cntrl}", " ");
        return text.isBlank()
                ? ""
                : ": "
                        + text.substring(0, Math.min(text.length(), LONGEST_MESSAGE))
                                .strip();
    }

    private static Duration pause(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .map(HubRefusal::after)
                .or(() -> answer.headers().firstValue("RateLimit").map(HubRefusal::limited))
                .orElse(Duration.ZERO);
    }

    /** Seconds, or a date. */
    private static Duration after(String text) {
        if (SECONDS.matcher(text.strip()).matches()) {
            return Duration.ofSeconds(Long.parseLong(text.strip()));
        }
        try {
            Instant then = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(Instant.now(), then);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeParseException _) {
            return Duration.ZERO;
        }
    }

    private static Duration limited(String text) {
        Matcher seconds = RATE_LIMIT.matcher(text);
        return seconds.matches() ? Duration.ofSeconds(Long.parseLong(seconds.group(1))) : Duration.ZERO;
    }
}
