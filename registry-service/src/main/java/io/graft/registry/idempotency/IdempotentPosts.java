package io.graft.registry.idempotency;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.registry.access.Actors;
import io.graft.registry.problem.RequestError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Lets clients repeat a POST whose answer they did not get: the same {@code Idempotency-Key} with the same request gets the first
 * answer again. Answers that say "ask again", secrets, refusals for want of a token and failures of the registry are not kept.
 */
@Component
class IdempotentPosts extends OncePerRequestFilter {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final int LARGEST_BODY = 8 << 20;

    private final FirstAnswers answers;
    private final Pulse pulse;
    private final Actors actors;
    private final HandlerExceptionResolver problems;

    IdempotentPosts(
            FirstAnswers answers,
            Pulse pulse,
            Actors actors,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.answers = answers;
        this.pulse = pulse;
        this.actors = actors;
        this.problems = problems;
    }

    /** A form with files is read by the container itself. Only suites come as one, and the same files are one suite anyway. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getHeader(HEADER) == null
                || !request.getMethod().equals("POST")
                || (type != null && type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            String key = key(request);
            byte[] body = body(request);
            Optional<FirstAnswers.Answer> known = answers.claim(key, digest(request, body));
            if (known.isPresent()) {
                repeat(known.get(), digest(request, body), response);
            } else {
                answer(key, new RepeatableRequest(request, body), response, chain);
            }
        } catch (GraftException e) {
            problems.resolveException(request, response, null, e);
        }
    }

    private void answer(String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper copy = new ContentCachingResponseWrapper(response);
        boolean answered = false;
        try (Pulse.Beat _ = pulse.of(key)) {
            chain.doFilter(request, copy);
            answered = isFinal(copy);
        } finally {
            if (answered) {
                answers.keep(
                        key,
                        copy.getStatus(),
                        copy.getContentType(),
                        copy.getHeader(HttpHeaders.LOCATION),
                        new String(copy.getContentAsByteArray(), StandardCharsets.UTF_8));
            } else {
                answers.forget(key);
            }
        }
        copy.copyBodyToResponse();
    }

    private static boolean isFinal(HttpServletResponse response) {
        return response.getStatus() < HttpStatus.INTERNAL_SERVER_ERROR.value()
                && response.getStatus() != HttpStatus.UNAUTHORIZED.value()
                && response.getHeader(HttpHeaders.RETRY_AFTER) == null
                && response.getHeader(HttpHeaders.CACHE_CONTROL) == null;
    }

    private static void repeat(FirstAnswers.Answer first, Digest request, HttpServletResponse response)
            throws IOException {
        if (!first.request().equals(request)) {
            throw new GraftException(
                    RequestError.IDEMPOTENCY_KEY_REUSED,
                    HEADER,
                    "The key came with another request before",
                    "Use a new key for a new request.");
        }
        if (first.status() == null || first.body() == null) {
            throw new GraftException(
                    RequestError.IDEMPOTENT_REQUEST_RUNNING,
                    HEADER,
                    "The first request with this key is still being answered",
                    "Repeat it in a moment.");
        }
        response.setStatus(first.status());
        response.setContentType(first.contentType());
        if (first.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, first.location());
        }
        response.getOutputStream().write(first.body().getBytes(StandardCharsets.UTF_8));
    }

    private static String key(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        if (!KEY.matcher(key).matches()) {
            throw new GraftException(
                    RequestError.IDEMPOTENCY_KEY_MALFORMED,
                    HEADER,
                    "The key is empty, too long or not plain ASCII",
                    "Use a random UUID.");
        }
        return key;
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new GraftException(
                    RequestError.BODY_TOO_LARGE,
                    "body",
                    "A request with an Idempotency-Key has at most %d bytes".formatted(LARGEST_BODY),
                    "Send a smaller body, or no key.");
        }
        return body;
    }

    private Digest digest(HttpServletRequest request, byte[] body) {
        MessageDigest sha256 = Digest.sha256();
        String line =
                "%s %s?%s\n".formatted(actors.current().name(), request.getRequestURI(), request.getQueryString());
        sha256.update(line.getBytes(StandardCharsets.UTF_8));
        sha256.update(body);
        return Digest.of(sha256);
    }
}
