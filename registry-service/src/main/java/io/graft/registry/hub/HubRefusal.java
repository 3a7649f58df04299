package io.graft.registry.hub;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.registry.problem.HttpCode;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** An error as the Hub's clients expect it: they go by headers first. */
final class HubRefusal {
    private static final String CODE = "X-Error-Code";
    private static final String MESSAGE = "X-Error-Message";
    private static final String COMMIT = "X-Repo-Commit";
    /** By these words clients know that a repository is not to be used. */
    private static final String DISABLED = "Access to this resource is disabled.";

    private HubRefusal() {}

    static ResponseEntity<Map<String, String>> of(GraftException error) {
        return switch (error.code().name()) {
            case "HUB_REPOSITORY_NOT_FOUND", "MODEL_NOT_FOUND", "MODEL_NAME_MALFORMED" ->
                missing(error, "RepoNotFound");
            case "HUB_REVISION_NOT_FOUND" -> missing(error, "RevisionNotFound");
            case "HUB_ENTRY_NOT_FOUND" -> missing(error, "EntryNotFound");
            case "ALIAS_BLOCKED", "VERSION_WITHDRAWN" ->
                answer(error, HttpStatus.FORBIDDEN, DISABLED).body(body(error));
            default -> answer(error, status(error), error.sentence()).body(body(error));
        };
    }

    /** The same for Git LFS's own client, which shows what it finds under another name. */
    static ResponseEntity<Map<String, String>> ofLfs(GraftException error) {
        ResponseEntity<Map<String, String>> plain = of(error);
        Map<String, String> body = Map.of("error", text(error), "message", text(error));
        return new ResponseEntity<>(body, plain.getHeaders(), plain.getStatusCode());
    }

    private static ResponseEntity<Map<String, String>> missing(GraftException error, String code) {
        return answer(error, HttpStatus.NOT_FOUND, error.sentence())
                .header(CODE, code)
                .body(body(error));
    }

    private static ResponseEntity.BodyBuilder answer(GraftException error, HttpStatus status, String message) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header(MESSAGE, ascii(message));
        if (error.details().get(HubError.COMMIT) instanceof String commit) {
            answer.header(COMMIT, commit);
        }
        Object seconds = error.details().get(HttpCode.RETRY_AFTER);
        return seconds == null ? answer : answer.header(HttpHeaders.RETRY_AFTER, seconds.toString());
    }

    private static Map<String, String> body(GraftException error) {
        return Map.of("error", text(error));
    }

    private static String text(GraftException error) {
        return error.sentence() + ". " + error.remedy();
    }

    /** Clients know the text of a 400 as what is wrong with a request. */
    private static HttpStatus status(GraftException error) {
        if (error.code() instanceof HttpCode code) {
            return code.status() == HttpStatus.UNPROCESSABLE_CONTENT ? HttpStatus.BAD_REQUEST : code.status();
        }
        return error.code().fault() == Fault.ENVIRONMENT ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_REQUEST;
    }

    /** A header holds nothing else. */
    private static String ascii(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
