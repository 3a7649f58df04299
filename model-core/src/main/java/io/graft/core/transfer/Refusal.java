package io.graft.core.transfer;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.preflight.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A code that the registry gave in an error of its (RFC 9457), and that this side may never have heard of. */
public record Refusal(String name, Fault fault) implements ErrorCode {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BROKEN_FROM = 500;

    /**
     * The error as it was on the other side, with its findings under {@code findings} where it has any.
     *
     * @param status of the answer
     * @param body of the answer, whatever it is
     * @param known codes that the caller wants to recognise by identity
     */
    public static GraftException read(int status, byte[] body, ErrorCode... known) {
        JsonNode problem = problem(body);
        String name = text(problem, "code", "HTTP_" + status);
        GraftException error = new GraftException(
                code(name, fault(status, problem != null), known),
                text(problem, "where", "registry"),
                text(problem, "detail", "The registry answered with status %d".formatted(status)),
                text(problem, "remedy", "Check the registry's address and read its log."));
        return problem != null && problem.has("findings") ? error.with("findings", findings(problem)) : error;
    }

    private static ErrorCode code(String name, Fault fault, ErrorCode... known) {
        return Arrays.stream(known)
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElseGet(() -> new Refusal(name, fault));
    }

    /** What something on the way answers, such as a gateway whose registry is away, says nothing about the request. */
    private static Fault fault(int status, boolean fromTheRegistry) {
        if (status >= BROKEN_FROM || !fromTheRegistry) {
            return Fault.ENVIRONMENT;
        }
        return switch (status) {
            case 404 -> Fault.MISSING;
            case 409, 412 -> Fault.CONFLICT;
            default -> Fault.INVALID;
        };
    }

    private static @Nullable JsonNode problem(byte[] body) {
        try {
            JsonNode problem = JSON.readTree(body);
            return problem.has("code") ? problem : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static List<Finding> findings(JsonNode problem) {
        return JSON.convertValue(problem.get("findings"), new TypeReference<>() {});
    }

    private static String text(@Nullable JsonNode problem, String field, String otherwise) {
        return problem == null
                ? otherwise
                : Objects.requireNonNull(problem.path(field).asString(otherwise));
    }
}
