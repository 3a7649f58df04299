package io.graft.registry.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

@RegistryTest
class RecipeStoryTest {
    private static final String YAML = """
            # the first mix
            merge_method: linear
            models:
              - model: acme/base@1
                parameters: {weight: 0.5}
              - model: acme/other@2
                parameters: {weight: 0.5}
            """;
    private static final String OTHER = YAML.replace("acme/base@1", "acme/third@3");
    private static final String SAME_AS_JSON = """
            {"models": [{"model": "acme/base@1", "parameters": {"weight": 5e-1}},
                        {"parameters": {"weight": 0.50}, "model": "acme/other@2"}],
             "merge_method": "linear"}
            """;

    private final RestTestClient http;

    @Autowired
    RecipeStoryTest(RestTestClient http) {
        this.http = http;
    }

    @Test
    void theSameMeaningIsOneRecipeHoweverItIsWritten() {
        EntityExchangeResult<JsonNode> first = send("application/yaml", YAML).returnResult(JsonNode.class);
        EntityExchangeResult<JsonNode> second =
                send("application/json", SAME_AS_JSON).returnResult(JsonNode.class);

        assertThat(first.getStatus().value()).isEqualTo(201);
        assertThat(second.getStatus().value()).isEqualTo(200);
        assertThat(second.getResponseBody()).isEqualTo(first.getResponseBody());
    }

    @Test
    void aRecipeIsKeptWithItsTextAndItsCanonicalForm() {
        JsonNode kept = Objects.requireNonNull(
                send("text/yaml", OTHER).returnResult(JsonNode.class).getResponseBody());
        http.get()
                .uri("/api/v1/recipes/{id}", kept.path("id").asString())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.method")
                .isEqualTo("linear")
                .jsonPath("$.source")
                .isEqualTo(OTHER)
                .jsonPath("$.document.models[1].model")
                .isEqualTo("acme/third@3");
    }

    @Test
    void aMistakeIsNamedWithItsLine() {
        send("application/yaml", "merge_method: linear\nmodells: []\n")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("RECIPE_UNKNOWN_KEY")
                .jsonPath("$.where")
                .value(String.class, where -> assertThat(where).contains("2"))
                .jsonPath("$.remedy")
                .isNotEmpty();
    }

    @Test
    void recipesThatFeedEachOtherAreNotKept() {
        String series = YAML.replace("acme/base@1", "first") + "---\nname: first\n" + OTHER;
        send("application/yaml", series)
                .expectStatus()
                .is4xxClientError()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("RECIPE_UNSUPPORTED")
                .jsonPath("$.remedy")
                .value(String.class, remedy -> assertThat(remedy).contains("one by one"));
    }

    @Test
    void anUnknownRecipeIsNotFound() {
        http.get()
                .uri("/api/v1/recipes/sha256:" + "0".repeat(64))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("RECIPE_NOT_FOUND");
    }

    private RestTestClient.ResponseSpec send(String type, String text) {
        return http.post()
                .uri("/api/v1/recipes")
                .header("Content-Type", type)
                .body(text)
                .exchange();
    }
}
