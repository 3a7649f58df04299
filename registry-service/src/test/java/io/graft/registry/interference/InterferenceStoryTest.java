package io.graft.registry.interference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.graft.core.adapter.Adapter;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.interference.Interference;
import io.graft.core.interference.ModuleInterference;
import io.graft.core.interference.Suggestion;
import io.graft.core.interference.Tuning;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import io.graft.registry.Uploader.Answer;
import io.graft.registry.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The samples, and what is refused. */
@RegistryTest
class InterferenceStoryTest {
    private static final Path SAMPLES = Path.of("../samples");

    private final Uploader client;

    @Autowired
    InterferenceStoryTest(@LocalServerPort int port) {
        this.client = new Uploader(port);
    }

    @BeforeEach
    void theSamples() throws IOException {
        if (client.get("/models/valley/base").status() == 404) {
            client.model("valley/base", "base");
            client.publish("valley/base", files(SAMPLES.resolve("base")), null);
            for (String adapter : List.of("sentiment", "sentiment-2", "support")) {
                client.model("valley/" + adapter, "adapter");
                client.publish(
                        "valley/" + adapter, files(SAMPLES.resolve("adapters").resolve(adapter)), "valley/base@1");
            }
            client.announce("valley/support", Weights.adapter(303, 8), "valley/base@1");
            client.model("valley/small", "base");
            client.publish("valley/small", Weights.model(301), null);
            client.model("valley/other", "adapter");
            client.publish("valley/other", Weights.adapter(302, 8), "valley/small@1");
        }
    }

    @Test
    void whatIsSaidOfRegisteredAdaptersIsWhatIsSaidOfTheirFolders() {
        JsonNode answer = compare("valley/sentiment@1", "valley/support@latest", "valley/sentiment-2@1")
                .json();
        List<Interference> expected = ofFolders("sentiment", "support", "sentiment-2");

        assertThat(answer.path("pairs").size()).isEqualTo(3);
        for (int i = 0; i < expected.size(); i++) {
            assertEqual(answer.path("pairs").get(i), expected.get(i));
        }
        Suggestion suggestion = Suggestion.of(expected);
        assertThat(answer.at("/suggestion/serveUnmerged").asBoolean()).isTrue();
        assertThat(answer.at("/suggestion/method").asString()).isEqualTo(suggestion.method());
        assertThat(answer.at("/suggestion/reason").asString()).isEqualTo(suggestion.reason());
        assertThat(answer.path("leftOut").size()).isZero();
        assertThat(Uploader.texts(answer.path("adapters"))).element(1).isEqualTo("valley/support@1");
    }

    @Test
    void twoSeedsOfOneSkillHadBestBeAveraged() {
        JsonNode suggestion =
                compare("valley/sentiment@1", "valley/sentiment-2@1").json().path("suggestion");

        assertThat(suggestion.path("serveUnmerged").asBoolean()).isFalse();
        assertThat(suggestion.path("method").asString()).isEqualTo("linear");
        assertThat(suggestion.path("weights").path("valley/sentiment-2@1").asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void whatIsMissingUnfitOrTooMuchIsRefused() {
        assertThat(compare("valley/sentiment@1").code()).isEqualTo("INTERFERENCE_ADAPTERS_INVALID");
        assertThat(compare("valley/sentiment@1", "valley/sentiment@latest").code())
                .isEqualTo("INTERFERENCE_ADAPTERS_INVALID");
        assertThat(compare(IntStream.range(0, 17)
                                .mapToObj(_ -> "valley/support@1")
                                .toArray(String[]::new))
                        .code())
                .isEqualTo("INTERFERENCE_ADAPTERS_INVALID");
        assertThat(compare("valley/sentiment@1", "valley/other@1").code()).isEqualTo("INTERFERENCE_BASE_WRONG");
        assertThat(compare("valley/sentiment@1", "valley/support@2").code()).isEqualTo("VERSION_NOT_READY");
        assertThat(compare("valley/sentiment@1", "valley/support@7").code()).isEqualTo("VERSION_NOT_FOUND");
        assertThat(compare("valley/sentiment@1", "valley/nobody@1").code()).isEqualTo("MODEL_NOT_FOUND");
        Answer whole = compare("valley/sentiment@1", "valley/small@1");
        assertThat(whole.code()).isEqualTo("INTERFERENCE_ADAPTERS_ONLY");
        assertThat(whole.json().path("remedy").asString()).contains("graft interference");
        assertThat(client.post("/interference", "{'base': 'valley/base@1'}").status())
                .isEqualTo(400);
    }

    private Answer compare(String... adapters) {
        return client.post(
                "/interference",
                "{'base': 'valley/base@1', 'adapters': [%s]}"
                        .formatted(Stream.of(adapters).map("'%s'"::formatted).collect(Collectors.joining(", "))));
    }

    private static void assertEqual(JsonNode found, Interference expected) {
        assertThat(found.path("cosine").asDouble()).isCloseTo(expected.cosine(), offset(1e-12));
        assertThat(found.path("signConflict").asDouble()).isEqualTo(expected.signConflict());
        assertThat(found.path("normRatio").asDouble()).isCloseTo(expected.normRatio(), offset(1e-12));
        assertThat(found.path("outputOverlap").asDouble()).isEqualTo(expected.outputOverlap());
        assertThat(found.path("modules").size()).isEqualTo(expected.modules().size());
        for (int i = 0; i < expected.modules().size(); i++) {
            JsonNode module = found.path("modules").get(i);
            ModuleInterference same = expected.modules().get(i);
            assertThat(module.path("tensor").asString()).isEqualTo(same.tensor());
            assertThat(module.path("cosine").asDouble()).isEqualTo(same.cosine());
            assertThat(module.path("inputOverlap").asDouble()).isEqualTo(same.inputOverlap());
        }
    }

    private static List<Interference> ofFolders(String... names) {
        List<Adapter> adapters = Stream.of(names)
                .map(name -> Adapter.open(SAMPLES.resolve("adapters").resolve(name)))
                .toList();
        try (Checkpoint base = Checkpoint.open(SAMPLES.resolve("base"))) {
            return Interference.among(IntStream.range(0, names.length)
                    .mapToObj(i -> Tuning.of("valley/%s@1".formatted(names[i]), adapters.get(i), base))
                    .toList());
        } finally {
            adapters.forEach(Adapter::close);
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> listed = Files.list(folder)) {
            for (Path file : listed.sorted().toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
