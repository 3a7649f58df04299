package io.graft.registry.problem;

import io.graft.core.GraftException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every error that a controller, or Spring on the way to it, throws. Nobody outside sees a stack trace. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(GraftException error) {
        if (error.code().fault() == io.graft.core.Fault.ENVIRONMENT && retryAfter(error) == null) {
            LOG.warn("{} at {}: {}", error.code(), error.where(), error.sentence(), error);
        }
        return answer(error);
    }

    /** In seconds, where the error is only that it takes a while. */
    private static @Nullable Object retryAfter(GraftException error) {
        return error.details().get(HttpCode.RETRY_AFTER);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> overtaken(OptimisticLockingFailureException error, HttpServletRequest request) {
        return answer(new GraftException(
                RequestError.STATE_CHANGED,
                request.getRequestURI(),
                "Somebody else changed this at the same moment",
                "Read it again and repeat the request.",
                error));
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class,
        QueryTimeoutException.class
    })
    ResponseEntity<ProblemDetail> unavailable(RuntimeException error, HttpServletRequest request) {
        LOG.warn("The database did not answer", error);
        return answer(new GraftException(
                RequestError.UNAVAILABLE,
                request.getRequestURI(),
                "The registry cannot reach its database",
                "Repeat the request in a moment.",
                error));
    }

    /** Nobody is left to be answered. */
    @ExceptionHandler
    void gone(ClientAbortException error, HttpServletRequest request) {
        LOG.debug("The client went away, at {} {}", request.getMethod(), request.getRequestURI(), error);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception error, HttpServletRequest request) {
        LOG.error("Unexpected, at {} {}", request.getMethod(), request.getRequestURI(), error);
        return answer(new GraftException(
                RequestError.UNEXPECTED,
                request.getRequestURI(),
                "The registry failed in a way it should not",
                "Report this with the request id %s.".formatted(MDC.get(RequestIds.KEY)),
                error));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception error, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String path = ((ServletWebRequest) request).getRequest().getRequestURI();
        ProblemDetail problem = Problem.of(SpringErrors.translate(error, status, path));
        return super.handleExceptionInternal(
                error, problem, headers, Objects.requireNonNull(HttpStatusCode.valueOf(problem.getStatus())), request);
    }

    private static ResponseEntity<ProblemDetail> answer(GraftException error) {
        ProblemDetail problem = Problem.of(error);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        Object seconds = retryAfter(error);
        if (seconds != null) {
            answer.header(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        return answer.body(problem);
    }
}
