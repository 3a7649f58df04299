package io.graft.registry.problem;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.net.URI;
import java.util.Locale;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** The problem document of one error. */
final class Problem {
    private Problem() {}

    static ProblemDetail of(GraftException error) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status(error), error.sentence());
        problem.setTitle(title(error.code().name()));
        problem.setType(URI.create("urn:graft:problem:"
                + error.code().name().toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setProperty("code", error.code().name());
        problem.setProperty("where", error.where());
        problem.setProperty("remedy", error.remedy());
        problem.setProperty("requestId", MDC.get(RequestIds.KEY));
        error.details().forEach(problem::setProperty);
        return problem;
    }

    private static HttpStatus status(GraftException error) {
        return error.code() instanceof HttpCode code
                ? code.status()
                : status(error.code().fault());
    }

    private static HttpStatus status(Fault fault) {
        return switch (fault) {
            case INVALID, UNSUPPORTED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case MISSING -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case ENVIRONMENT -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    private static String title(String code) {
        String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
