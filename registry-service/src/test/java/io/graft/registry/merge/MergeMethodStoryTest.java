package io.graft.registry.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.method.MergeMethods;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@RegistryTest
class MergeMethodStoryTest {
    private final JsonNode methods;

    @Autowired
    MergeMethodStoryTest(@LocalServerPort int port) {
        this.methods = new Uploader(port).get("/merge-methods").json().path("methods");
    }

    @Test
    void everyMethodThatRecipesMayNameIsListed() {
        List<String> names = new ArrayList<>();
        methods.forEach(method -> names.add(method.path("name").asString()));
        assertThat(names).containsExactlyElementsOf(MergeMethods.names());
    }

    @Test
    void aMethodSaysWhatItTakesAndWhichParametersItHas() {
        JsonNode linear = methods.get(MergeMethods.names().indexOf("linear"));
        assertThat(linear.path("base").asString()).isEqualTo("none");
        assertThat(linear.path("leastModels").asInt()).isEqualTo(1);
        assertThat(linear.path("paper").asString()).startsWith("Wortsman");
        assertThat(linear.path("parameters").get(0).path("name").asString()).isEqualTo("weight");
        assertThat(linear.path("parameters").get(0).path("perModel").asBoolean())
                .isTrue();
        assertThat(linear.path("parameters").get(1).path("defaultValue").asBoolean())
                .isTrue();
    }
}
