package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.method.MergeMethods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MethodsTest {
    static Iterable<String> names() {
        return MergeMethods.names();
    }

    @Test
    void allMethodsAreListed() {
        assertThat(graft("methods").out()).contains(MergeMethods.names());
        JsonNode methods =
                JsonMapper.shared().readTree(graft("methods", "--json").out()).path("methods");
        assertThat(methods).hasSize(MergeMethods.names().size());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aMethodIsShownWithItsParameters(String name) {
        Command shown = graft("methods", name);
        assertThat(shown.exit()).isZero();
        assertThat(shown.out()).startsWith(name).contains("  takes   ", "  source  ");
        MergeMethods.named(name).orElseThrow().description().parameters().forEach(parameter -> assertThat(shown.out())
                .contains(parameter.name() + ": " + parameter.meaning(), parameter.values()));
    }

    @Test
    void aParameterIsShownWithItsDefault() {
        assertThat(graft("methods", "linear").out())
                .contains("a number, for each model, required", "true or false, for the merge, default true");
    }

    @Test
    void anUnknownMethodIsRefusedWithThoseThatThereAre() {
        Command refused = graft("methods", "alchemy");
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[METHOD_UNKNOWN]", "alchemy", "linear");
    }
}
