package io.graft.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.GraftException;
import io.graft.registry.access.AccessError;
import io.graft.registry.model.ModelError;
import io.graft.registry.problem.HttpCode;
import io.graft.registry.problem.RequestError;
import java.io.UnsupportedEncodingException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class MlflowRefusalTest {
    private final MlflowRefusal refusal = new MlflowRefusal(new JsonMapper());
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(AccessError.TOKEN_MISSING, 401, "UNAUTHENTICATED"),
                Arguments.of(AccessError.ROLE_MISSING, 403, "PERMISSION_DENIED"),
                Arguments.of(ModelError.MODEL_EXISTS, 400, "RESOURCE_ALREADY_EXISTS"),
                Arguments.of(ModelError.ALIAS_MOVED, 400, "INVALID_STATE"),
                Arguments.of(ModelError.ALIAS_BLOCKED, 400, "INVALID_STATE"),
                Arguments.of(ModelError.TAG_MALFORMED, 400, "INVALID_PARAMETER_VALUE"),
                Arguments.of(RequestError.METHOD_NOT_ALLOWED, 404, "ENDPOINT_NOT_FOUND"),
                Arguments.of(RequestError.UNAVAILABLE, 503, "TEMPORARILY_UNAVAILABLE"),
                Arguments.of(RequestError.UNEXPECTED, 500, "INTERNAL_ERROR"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void eachErrorHasAStatusAndACodeOfMlflows(HttpCode code, int status, String word)
            throws UnsupportedEncodingException {
        answer("/api/2.0/mlflow/model-versions/get", new GraftException(code, "here", "It is \"so\"", "Do this."));

        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getContentAsString())
                .contains("\"error_code\":\"%s\"".formatted(word), "It is \\\"so\\\". Do this.");
    }

    @Test
    void whatTakesAWhileSaysHowLong() {
        GraftException error = new GraftException(RequestError.UNAVAILABLE, "here", "It is made again", "Ask later.");

        answer("/api/2.0/mlflow-artifacts/artifacts/x", error.with(HttpCode.RETRY_AFTER, 7));

        assertThat(response.getHeader("Retry-After")).isEqualTo("7");
    }

    @Test
    void whatIsNotMlflowsIsLeftToOthers() {
        GraftException error = new GraftException(ModelError.MODEL_NOT_FOUND, "here", "There is none", "Look.");

        assertThat(answer("/api/v1/models/a/b", error)).isFalse();
        assertThat(answer("/api/2.0/mlflow/model-versions/get", new IllegalStateException()))
                .isFalse();
        assertThat(response.getStatus()).isEqualTo(200);
    }

    private boolean answer(String path, Exception error) {
        return refusal.resolveException(new MockHttpServletRequest("GET", path), response, null, error) != null;
    }
}
