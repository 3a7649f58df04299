package io.graft.registry.problem;

import io.graft.core.ErrorCode;
import io.graft.core.GraftException;
import java.util.stream.Collectors;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in Graft's words what Spring and Jackson refuse. */
public final class SpringErrors {
    private SpringErrors() {}

    /**
     * What a request was refused for before any controller saw it.
     *
     * @param status that Spring would answer with
     * @param path that was asked for
     */
    public static GraftException translate(Exception error, HttpStatusCode status, String path) {
        return switch (error) {
            case HttpMessageNotReadableException e -> unreadable(e);
            case MethodArgumentTypeMismatchException e -> parameter(e.getName(), e);
            case TypeMismatchException e -> parameter(String.valueOf(e.getPropertyName()), e);
            case ServletRequestBindingException e ->
                new GraftException(
                        RequestError.PARAMETER_MISSING, path, e.getBody().getDetail() + "", "Send what is missing.", e);
            case HttpRequestMethodNotSupportedException e ->
                new GraftException(
                        RequestError.METHOD_NOT_ALLOWED,
                        path,
                        "%s does not answer to %s".formatted(path, e.getMethod()),
                        "Use one of: %s.".formatted(String.valueOf(e.getSupportedHttpMethods())),
                        e);
            case HttpMediaTypeNotSupportedException e ->
                new GraftException(
                        RequestError.MEDIA_TYPE_UNSUPPORTED,
                        "Content-Type",
                        "%s is not a type of body this path reads".formatted(e.getContentType()),
                        "Send one of: %s.".formatted(e.getSupportedMediaTypes()),
                        e);
            case HttpMediaTypeNotAcceptableException e ->
                new GraftException(
                        RequestError.MEDIA_TYPE_NOT_ACCEPTABLE,
                        "Accept",
                        "This path cannot answer in the type asked for",
                        "Accept one of: %s.".formatted(e.getSupportedMediaTypes()),
                        e);
            case MaxUploadSizeExceededException e ->
                new GraftException(
                        RequestError.BODY_TOO_LARGE, path, "The body is too large", "Send a smaller body.", e);
            case NoResourceFoundException e -> notFound(path, e);
            case NoHandlerFoundException e -> notFound(path, e);
            default -> other(error, status, path);
        };
    }

    private static GraftException notFound(String path, Exception cause) {
        return new GraftException(
                RequestError.PATH_NOT_FOUND,
                path,
                "There is nothing at %s".formatted(path),
                "See /api/v1/openapi for what there is.",
                cause);
    }

    private static GraftException other(Exception error, HttpStatusCode status, String path) {
        ErrorCode code = status.is5xxServerError() ? RequestError.UNEXPECTED : RequestError.REQUEST_INVALID;
        return new GraftException(code, path, "The request could not be handled", "Check the request.", error);
    }

    private static GraftException parameter(String name, TypeMismatchException error) {
        GraftException own = own(error);
        String why = own == null ? "\"%s\" is not a value for %s".formatted(error.getValue(), name) : own.sentence();
        String remedy = own == null ? "Expected: %s.".formatted(expected(error)) : own.remedy();
        return new GraftException(RequestError.PARAMETER_MALFORMED, name, why, remedy, error);
    }

    private static String expected(TypeMismatchException error) {
        Class<?> type = error.getRequiredType();
        return type == null ? "another form" : type.getSimpleName();
    }

    private static GraftException unreadable(HttpMessageNotReadableException error) {
        GraftException own = own(error);
        return own != null ? own : json(error);
    }

    private static GraftException json(HttpMessageNotReadableException error) {
        return switch (error.getCause()) {
            case UnrecognizedPropertyException e ->
                new GraftException(
                        RequestError.BODY_UNREADABLE,
                        where(e),
                        "\"%s\" is not a field here".formatted(e.getPropertyName()),
                        "Known fields: %s.".formatted(e.getKnownPropertyIds()),
                        error);
            case MismatchedInputException e ->
                new GraftException(
                        RequestError.BODY_UNREADABLE,
                        where(e),
                        "The body's %s is missing or of the wrong type".formatted(where(e)),
                        "See /api/v1/openapi for what this request takes.",
                        error);
            case JacksonException e ->
                new GraftException(
                        RequestError.BODY_UNREADABLE,
                        position(e),
                        "The body is not well-formed JSON: %s".formatted(e.getOriginalMessage()),
                        "Send one JSON object.",
                        error);
            case null, default ->
                new GraftException(
                        RequestError.BODY_UNREADABLE, "body", "The body is missing", "Send a JSON object.", error);
        };
    }

    private static String where(JacksonException error) {
        String path = error.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "body" : path.startsWith(".") ? path.substring(1) : path;
    }

    private static String position(JacksonException error) {
        return "line %d, column %d"
                .formatted(error.getLocation().getLineNr(), error.getLocation().getColumnNr());
    }

    private static @org.jspecify.annotations.Nullable GraftException own(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof GraftException own) {
                return own;
            }
        }
        return null;
    }
}
