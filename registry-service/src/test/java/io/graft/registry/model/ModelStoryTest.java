package io.graft.registry.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@RegistryTest
class ModelStoryTest {
    private final Uploader client;

    ModelStoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
    }

    @Test
    void aModelIsCreatedOnce() {
        String once = "{'namespace': 'acme', 'name': 'once', 'kind': 'base', 'description': 'The first one'}";

        Answer created = client.post("/models", once);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/v1/models/acme/once");
        assertThat(created.json().path("kind").asString()).isEqualTo("base");
        assertThat(created.json().path("description").asString()).isEqualTo("The first one");
        assertThat(created.json().path("versionCount").asInt()).isZero();
        assertThat(created.json().path("latestVersion").isNull()).isTrue();
        Answer again = client.post("/models", once);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("MODEL_EXISTS");
    }

    @Test
    void tagsAreWrittenOneByOneAndTakenOff() {
        client.model("acme/tagged", "base");
        String tags = "/models/acme/tagged/tags/";

        assertThat(client.put(tags + "license", "{'value': 'mit'}")
                        .json()
                        .path("tags")
                        .path("license")
                        .asString())
                .isEqualTo("mit");
        client.put(tags + "task", "{'value': 'sentiment'}");
        client.put(tags + "license", "{'value': 'apache-2.0'}");
        assertThat(client.get("/models/acme/tagged").json().path("tags").toString())
                .isEqualTo("{\"task\":\"sentiment\",\"license\":\"apache-2.0\"}");
        client.send(client.request(tags + "task").DELETE());
        assertThat(client.get("/models/acme/tagged").json().path("tags").toString())
                .isEqualTo("{\"license\":\"apache-2.0\"}");
        assertThat(client.get("/audit?subject=acme/tagged&action=model.tag")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(4);
    }

    @Test
    void aTagHasAPlainKeyAndOneLine() {
        client.model("acme/untagged", "base");
        String tags = "/models/acme/untagged/tags/";

        assertThat(client.put(tags + "9lives", "{'value': 'x'}").code()).isEqualTo("TAG_MALFORMED");
        assertThat(client.put(tags + "task", "{'value': ''}").code()).isEqualTo("TAG_MALFORMED");
        assertThat(client.put(tags + "task", "{}").code()).isEqualTo("BODY_UNREADABLE");
        assertThat(client.put("/models/acme/nowhere/tags/task", "{'value': 'x'}")
                        .code())
                .isEqualTo("MODEL_NOT_FOUND");
        for (int i = 0; i < 50; i++) {
            client.put(tags + "key" + i, "{'value': 'x'}");
        }
        assertThat(client.put(tags + "one-more", "{'value': 'x'}").code()).isEqualTo("TOO_MANY_TAGS");
        assertThat(client.put(tags + "key7", "{'value': 'y'}").status()).isEqualTo(200);
    }

    @Test
    void modelsAreFoundByKindAndByTheWordsInTheirNameAndDescription() {
        client.post(
                "/models",
                "{'namespace': 'finders', 'name': 'Ocelot', 'kind': 'adapter', 'description': 'spotted CAT'}");
        client.model("finders/ounce", "merged");

        assertThat(names("/models?q=finders")).containsExactly("finders/Ocelot", "finders/ounce");
        assertThat(names("/models?q=ocelot")).containsExactly("finders/Ocelot");
        assertThat(names("/models?q=spotted%20cat")).containsExactly("finders/Ocelot");
        assertThat(names("/models?q=finders&kind=merged")).containsExactly("finders/ounce");
        assertThat(names("/models?q=%25")).as("a percent sign is itself").isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        List<String> made = List.of("pages/a", "pages/b", "pages/c", "pages/d", "pages/e");
        made.forEach(name -> client.model(name, "base"));

        List<String> seen = new ArrayList<>();
        JsonNode page = client.get("/models?q=pages&limit=2").json();
        seen.addAll(names(page));
        client.model("pages/aa", "base");
        while (!page.path("next").isNull()) {
            page = client.get("/models?q=pages&limit=2&cursor="
                            + page.path("next").asString())
                    .json();
            seen.addAll(names(page));
        }

        assertThat(seen).isEqualTo(made);
    }

    @Test
    void whoHasSeenAModelIsToldThatItDidNotChange() {
        client.model("acme/unchanged", "base");
        String tag = client.get("/models/acme/unchanged").header("ETag");

        Answer again = client.send(client.request("/models/acme/unchanged").header("If-None-Match", tag));

        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void twentyWhoCreateTheSameModelInOneMomentGetItOnce() throws Exception {
        List<Answer> answers = AtOnce.times(
                20, _ -> client.post("/models", "{'namespace': 'acme', 'name': 'crowded', 'kind': 'base'}"));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .extracting(Answer::code)
                .containsOnly("MODEL_EXISTS");
    }

    private List<String> names(String path) {
        return names(client.get(path).json());
    }

    private static List<String> names(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(model -> model.path("namespace").asString() + "/"
                        + model.path("name").asString())
                .toList();
    }
}
