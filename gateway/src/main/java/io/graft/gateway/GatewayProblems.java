package io.graft.gateway;

import java.net.URI;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers as RFC 9457 asks, in the same shape as the registry, where the gateway itself has to answer. */
@RestControllerAdvice
class GatewayProblems {
    private static final Logger log = LoggerFactory.getLogger(GatewayProblems.class);
    private final GatewaySettings settings;

    GatewayProblems(GatewaySettings settings) {
        this.settings = settings;
    }

    @ExceptionHandler
    ProblemDetail registryUnavailable(RegistryUnavailable exception) {
        log.warn("The registry at {} did not answer: {}", settings.registry(), String.valueOf(exception.getCause()));
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "REGISTRY_UNAVAILABLE",
                "registry",
                "The gateway could not get an answer from the registry.",
                "Wait a moment and try again; if it stays so, check that the registry runs and that the gateway's setting"
                        + " graft.gateway.registry leads to it.");
    }

    @ExceptionHandler
    ProblemDetail noSuchPage(NoResourceFoundException exception) {
        return problem(
                HttpStatus.NOT_FOUND,
                "NO_SUCH_PAGE",
                "/" + exception.getResourcePath(),
                "There is nothing at this address.",
                "The API is under /api/v1, the console at /.");
    }

    /** The client left: there is nobody to answer. */
    @ExceptionHandler
    void left(AsyncRequestNotUsableException exception) {
        log.debug("A client left before it had its answer", exception);
    }

    @ExceptionHandler
    ProblemDetail failed(Exception exception) {
        if (exception instanceof ErrorResponse known) {
            return refused(HttpStatus.valueOf(known.getStatusCode().value()));
        }
        log.error("A request failed in the gateway", exception);
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "GATEWAY_FAILED",
                "gateway",
                "The gateway failed while it handled this request.",
                "Look for this answer's X-Request-Id in the gateway's log.");
    }

    private static ProblemDetail refused(HttpStatus status) {
        return problem(
                status,
                status.name(),
                "request",
                "This address does not take such a request: " + status.getReasonPhrase() + ".",
                "The API is under /api/v1; its description is at /api/v1/openapi.");
    }

    private static ProblemDetail problem(HttpStatus status, String code, String where, String message, String remedy) {
        var problem = ProblemDetail.forStatusAndDetail(status, message);
        problem.setType(
                URI.create("urn:graft:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setProperty("code", code);
        problem.setProperty("where", where);
        problem.setProperty("remedy", remedy);
        problem.setProperty("requestId", MDC.get(RequestIds.KEY));
        return problem;
    }
}
