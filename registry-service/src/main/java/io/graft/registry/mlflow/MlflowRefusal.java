package io.graft.registry.mlflow;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.registry.problem.HttpCode;
import io.graft.registry.problem.SpringErrors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error as MLflow's clients read it: also of what never reached a controller, such as a token that is not valid. What the
 * registry itself did wrong is left to others; clients go by its status.
 */
@Component
class MlflowRefusal implements HandlerExceptionResolver, WebMvcConfigurer {
    private static final String PATHS = "/api/2.0/";

    private final JsonMapper json;

    MlflowRefusal(JsonMapper json) {
        this.json = json;
    }

    private record Kind(HttpStatus status, String code) {}

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.addFirst(this);
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception error) {
        if (!request.getRequestURI().startsWith(PATHS)) {
            return null;
        }
        return known(error, request.getRequestURI())
                .map(known -> answered(response, known))
                .orElse(null);
    }

    private static Optional<GraftException> known(Exception error, String path) {
        return switch (error) {
            case GraftException known -> Optional.of(known);
            case HttpMessageNotReadableException _, TypeMismatchException _ ->
                Optional.of(SpringErrors.translate(error, HttpStatus.BAD_REQUEST, path));
            case ErrorResponse refused
            when refused.getStatusCode().is4xxClientError() ->
                Optional.of(SpringErrors.translate(error, refused.getStatusCode(), path));
            default -> Optional.empty();
        };
    }

    private ModelAndView answered(HttpServletResponse response, GraftException error) {
        Kind kind = kind(error);
        response.setStatus(kind.status().value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        Object seconds = error.details().get(HttpCode.RETRY_AFTER);
        if (seconds != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        write(response, Map.of("error_code", kind.code(), "message", error.sentence() + ". " + error.remedy()));
        return new ModelAndView();
    }

    private void write(HttpServletResponse response, Map<String, String> body) {
        try {
            response.getWriter().write(json.writeValueAsString(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kind kind(GraftException error) {
        return switch (error.code().name()) {
            case "MODEL_EXISTS" -> new Kind(HttpStatus.BAD_REQUEST, "RESOURCE_ALREADY_EXISTS");
            case "PATH_NOT_FOUND", "METHOD_NOT_ALLOWED" -> new Kind(HttpStatus.NOT_FOUND, "ENDPOINT_NOT_FOUND");
            default -> kind(status(error));
        };
    }

    private static Kind kind(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> new Kind(status, "UNAUTHENTICATED");
            case FORBIDDEN -> new Kind(status, "PERMISSION_DENIED");
            case NOT_FOUND -> new Kind(status, "RESOURCE_DOES_NOT_EXIST");
            case CONFLICT, PRECONDITION_FAILED -> new Kind(HttpStatus.BAD_REQUEST, "INVALID_STATE");
            case SERVICE_UNAVAILABLE -> new Kind(status, "TEMPORARILY_UNAVAILABLE");
            case INTERNAL_SERVER_ERROR -> new Kind(status, "INTERNAL_ERROR");
            default -> new Kind(HttpStatus.BAD_REQUEST, "INVALID_PARAMETER_VALUE");
        };
    }

    private static HttpStatus status(GraftException error) {
        if (error.code() instanceof HttpCode code) {
            return code.status();
        }
        return error.code().fault() == Fault.ENVIRONMENT ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_REQUEST;
    }
}
