package io.graft.registry.model;

import io.graft.registry.RegistryTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@RegistryTest
class ModelStoryTest {
    private final RestTestClient http;

    @Autowired
    ModelStoryTest(RestTestClient http) {
        this.http = http;
    }

    @Test
    void aModelIsCreatedOnce() {
        create("{'namespace': 'acme', 'name': 'once', 'kind': 'base', 'description': 'The first one'}")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .location("/api/v1/models/acme/once")
                .expectBody()
                .jsonPath("$.kind")
                .isEqualTo("base")
                .jsonPath("$.versionCount")
                .isEqualTo(0);
        create("{'namespace': 'acme', 'name': 'once', 'kind': 'adapter'}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("MODEL_EXISTS");
    }

    private RestTestClient.ResponseSpec create(String json) {
        return http.post()
                .uri("/api/v1/models")
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.replace('\'', '"'))
                .exchange();
    }
}
