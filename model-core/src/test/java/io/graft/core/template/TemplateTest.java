package io.graft.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.graft.core.GraftException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TemplateTest {
    private static final Origin HERE = new Origin("task.yaml", 10);

    @TestFactory
    Stream<DynamicTest> rendersAsJinja2Does() throws IOException {
        JsonNode fixture = fixture();
        Map<String, Object> document = document(fixture.get("document"));
        return StreamSupport.stream(fixture.get("cases").spliterator(), false)
                .map(each -> DynamicTest.dynamicTest(
                        each.get("template").asString(), () -> assertRendersAsRecorded(each, document)));
    }

    private static void assertRendersAsRecorded(JsonNode each, Map<String, Object> document) {
        String template = each.get("template").asString();
        if (each.has("output")) {
            assertThat(render(template, document)).isEqualTo(each.get("output").asString());
            return;
        }
        Throwable thrown = catchThrowable(() -> render(template, document));
        assertThat(thrown).isInstanceOf(GraftException.class);
        GraftException error = (GraftException) thrown;
        assertThat(error.where()).isEqualTo("task.yaml:10");
        assertThat(error.code() == TemplateError.TEMPLATE_UNDEFINED)
                .isEqualTo(each.get("error").asString().equals("UndefinedError"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
                "{{ 'x' * 99999999999 }}",
                "{{ [0] * 999999999 }}",
                "{% for a in range(99999) %}{{ 'x' * 9999 }}{% endfor %}",
                "{{ range(999999999)|list }}",
                "{{ 2 ** 99999999 }}",
                "{% set ns = namespace(x='aa') %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}{{ ns.x }}",
                "{{ 'x'.ljust(2000000000) }}",
                "{{ ('x' * 1000)|replace('x', 'x' * 1000)|replace('x', 'x' * 1000) }}",
                "{% set ns = namespace(x=[1]) %}{% for i in range(999) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
                "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
                "{{ ['x' * 100000] * 9999 }}",
            })
    @Timeout(10)
    void aHostileTemplateFailsSoon(String template) {
        assertThatThrownBy(() -> render(template, Map.of()))
                .isInstanceOfSatisfying(
                        GraftException.class, e -> assertThat(e.code()).isEqualTo(TemplateError.TEMPLATE_TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "-", "not ", "{% if x %}", "1+", "x.y", "x|trim", "{{ (", "'a' ~ "})
    @Timeout(10)
    void deepNestingIsRefused(String part) {
        assertThatThrownBy(() -> render((part.startsWith("{") ? "" : "{{ ") + part.repeat(100_000), Map.of()))
                .isInstanceOf(GraftException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% macro m() %}{% endmacro %}",
                "{% include 'x' %}",
                "{% extends 'x' %}",
                "{{ x|xmlattr }}",
                "{{ 1 is filter }}"
            })
    void whatIsNotSupportedIsRefusedByName(String template) {
        assertThatThrownBy(() -> render(template, Map.of()))
                .isInstanceOfSatisfying(
                        GraftException.class, e -> assertThat(e.code()).isEqualTo(TemplateError.TEMPLATE_UNSUPPORTED));
    }

    @org.junit.jupiter.api.Test
    void anErrorNamesTheLineWithinTheFile() {
        assertThatThrownBy(() -> render("one\n\n{{ gone }}", Map.of()))
                .isInstanceOfSatisfying(GraftException.class, e -> {
                    assertThat(e.where()).isEqualTo("task.yaml:12");
                    assertThat(e).hasMessageContaining("\"gone\" is undefined").hasMessageContaining("line 12");
                });
    }

    @org.junit.jupiter.api.Test
    void aLiteralIsReadAsPythonReadsIt() {
        assertThat(Literal.value("['a', \"b\", 'it\\'s', 1, -2.5, None, True]"))
                .contains(List.of("a", "b", "it's", 1L, -2.5, None.NONE, true));
        assertThat(Literal.value("{'a': (1, 2)}")).isPresent();
        assertThat(Stream.of("[a]", "['a'", "[true]", "1 - 1", "f(1)", "[1][0]", "", "01", "['a'] b"))
                .allSatisfy(text -> assertThat(Literal.value(text)).isEmpty());
    }

    private static String render(String template, Map<String, Object> document) {
        return Template.parse(template, HERE).render(document);
    }

    private static JsonNode fixture() throws IOException {
        try (InputStream json =
                Objects.requireNonNull(TemplateTest.class.getResourceAsStream("/template/rendered.json"))) {
            return JsonMapper.shared().readTree(json);
        }
    }

    private static Map<String, Object> document(JsonNode node) {
        Map<String, Object> document = new LinkedHashMap<>();
        node.properties().forEach(entry -> document.put(entry.getKey(), value(entry.getValue())));
        return document;
    }

    private static Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> document(node);
            case ARRAY ->
                StreamSupport.stream(node.spliterator(), false)
                        .map(TemplateTest::value)
                        .toList();
            case STRING -> node.asString();
            case BOOLEAN -> node.asBoolean();
            case NUMBER -> node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
            default -> None.NONE;
        };
    }
}
