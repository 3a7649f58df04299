package io.graft.worker;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.job.JobError;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An error that the registry answered with, under the code that it gave. */
record Refusal(String name, Fault fault) implements ErrorCode {
    private static final JsonMapper JSON = JsonMapper.shared();

    static GraftException read(ClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        JsonNode problem = problem(response);
        String code = text(problem, "code", "HTTP_" + status.value());
        return new GraftException(
                code(code, status, problem != null),
                text(problem, "where", "registry"),
                text(problem, "detail", "The registry answered with status %d".formatted(status.value())),
                text(problem, "remedy", "See the registry's log."));
    }

    private static ErrorCode code(String name, HttpStatusCode status, boolean fromTheRegistry) {
        return Arrays.stream(JobError.values())
                .filter(known -> known.name().equals(name))
                .<ErrorCode>map(known -> known)
                .findFirst()
                .orElseGet(() -> new Refusal(name, fault(status, fromTheRegistry)));
    }

    /** What something on the way answers, such as a gateway whose registry is away, says nothing about the request. */
    private static Fault fault(HttpStatusCode status, boolean fromTheRegistry) {
        if (status.is5xxServerError() || !fromTheRegistry) {
            return Fault.ENVIRONMENT;
        }
        return switch (status.value()) {
            case 404 -> Fault.MISSING;
            case 409, 412 -> Fault.CONFLICT;
            default -> Fault.INVALID;
        };
    }

    private static @Nullable JsonNode problem(ClientHttpResponse response) throws IOException {
        try {
            JsonNode body = JSON.readTree(response.getBody().readAllBytes());
            return body.has("code") ? body : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String text(@Nullable JsonNode problem, String field, String otherwise) {
        return problem == null
                ? otherwise
                : Objects.requireNonNull(problem.path(field).asString(otherwise));
    }
}
