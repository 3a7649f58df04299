package io.graft.registry.oci;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.registry.problem.HttpCode;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** An error as OCI's clients expect it. */
record OciRefusal(List<Entry> errors) {
    /** One thing that is wrong. */
    record Entry(String code, String message) {}

    static ResponseEntity<OciRefusal> of(GraftException error) {
        return switch (error.code().name()) {
            case "MODEL_NAME_MALFORMED" -> answer(error, HttpStatus.BAD_REQUEST, "NAME_INVALID");
            case "DIGEST_MALFORMED" -> answer(error, HttpStatus.BAD_REQUEST, "DIGEST_INVALID");
            case "BLOB_NOT_FOUND" -> answer(error, HttpStatus.NOT_FOUND, OciError.BLOB_UNKNOWN.name());
            case "ALIAS_BLOCKED", "VERSION_WITHDRAWN" -> answer(error, HttpStatus.FORBIDDEN, "DENIED");
            default -> answer(error, status(error), code(error));
        };
    }

    private static ResponseEntity<OciRefusal> answer(GraftException error, HttpStatus status, String code) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        Object seconds = error.details().get(HttpCode.RETRY_AFTER);
        if (seconds != null) {
            answer.header(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        return answer.body(new OciRefusal(List.of(new Entry(code, error.sentence() + ". " + error.remedy()))));
    }

    /** The specification has no word for what takes a while or cannot be said; Docker's registry has these. */
    private static String code(GraftException error) {
        return error.code() instanceof OciError own
                ? own.name()
                : status(error).is5xxServerError() ? "UNAVAILABLE" : "UNKNOWN";
    }

    private static HttpStatus status(GraftException error) {
        if (error.code() instanceof HttpCode code) {
            return code.status();
        }
        return error.code().fault() == Fault.ENVIRONMENT ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_REQUEST;
    }
}
