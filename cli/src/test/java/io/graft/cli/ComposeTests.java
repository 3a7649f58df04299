package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** No engine runs docker-compose.yml here, so it is held to what the services really read. */
class ComposeTests {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z0-9_]+:-([^}]*)}");

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void holdsTheServicesOfTheHouse() {
        assertThat(services.keySet())
                .contains(
                        "postgres",
                        "s3",
                        "registry-service",
                        "merge-worker",
                        "merge-worker-gpu",
                        "eval-worker",
                        "eval-worker-gpu",
                        "gateway");
    }

    @Test
    void everyVariableIsASettingThatAServiceReads() throws IOException {
        Set<String> settings = settingsAsVariables();
        assertThat(variables()).isNotEmpty().allSatisfy(variable -> assertThat(settings)
                .contains(variable));
    }

    @Test
    void everyServiceThatIsWaitedForExists() {
        for (Map<String, Object> service : services.values()) {
            assertThat(services.keySet())
                    .containsAll(section(service, "depends_on").keySet());
        }
    }

    @ParameterizedTest
    @CsvSource({"registry-service,registry.yaml", "gateway,gateway.yaml"})
    void theHealthCheckAsksThePortThatTheServiceListensOn(String service, String configuration) {
        int port = (int) entry(section(yaml(configuration), "server"), "port");
        assertThat(entry(section(service(service), "healthcheck"), "test").toString())
                .contains("localhost:" + port + "/actuator/health");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "merge-worker:GRAFT_WORKER_REGISTRY",
                "eval-worker:GRAFT_EVAL_REGISTRY",
                "gateway:GRAFT_GATEWAY_REGISTRY"
            })
    void theRegistryIsCalledByItsNameAndPort(String where) {
        String[] serviceAndVariable = where.split(":", 2);
        int port = (int) entry(section(yaml("registry.yaml"), "server"), "port");
        assertThat(section(service(serviceAndVariable[0]), "environment").get(serviceAndVariable[1]))
                .isEqualTo("http://registry-service:" + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry-service", "merge-worker", "eval-worker", "gateway"})
    void theDockerfileBuildsTheModuleOfItsName(String module) throws IOException {
        assertThat(section(service(module), "build")).containsEntry("dockerfile", module + "/Dockerfile");
        String dockerfile = Files.readString(ROOT.resolve(module).resolve("Dockerfile"));
        assertThat(dockerfile)
                .contains("./mvnw -q -pl " + module + " -am package")
                .contains(module + "/target/" + module + "-" + version() + "-exec.jar");
    }

    @Test
    void databaseAndStoreAgreeOnTheirSecrets() {
        Map<String, Object> registry = section(service("registry-service"), "environment");
        assertThat(registry)
                .containsEntry("SPRING_DATASOURCE_PASSWORD", environment("postgres", "POSTGRES_PASSWORD"))
                .containsEntry("SPRING_DATASOURCE_USERNAME", environment("postgres", "POSTGRES_USER"))
                .containsEntry("GRAFT_STORAGE_S3_ACCESSKEY", environment("s3", "ROOT_ACCESS_KEY"))
                .containsEntry("GRAFT_STORAGE_S3_SECRETKEY", environment("s3", "ROOT_SECRET_KEY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge-worker", "eval-worker"})
    void theGpuWorkerStartsOnlyWhenAskedFor(String worker) {
        assertThat(entry(service(worker + "-gpu"), "profiles").toString()).isEqualTo("[gpu]");
        assertThat(service(worker)).doesNotContainKey("profiles");
    }

    private Object environment(String service, String variable) {
        return entry(section(service(service), "environment"), variable);
    }

    private Map<String, Object> service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    private static Object entry(Map<String, Object> section, String key) {
        return Objects.requireNonNull(section.get(key), key);
    }

    private Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        services.values()
                .forEach(service ->
                        variables.addAll(section(service, "environment").keySet()));
        variables.removeIf(variable -> !variable.startsWith("GRAFT_") && !variable.startsWith("SPRING_"));
        return variables;
    }

    /** Every property that the configuration processor found, in the spelling of an environment variable. */
    private static Set<String> settingsAsVariables() throws IOException {
        Set<String> settings = new HashSet<>();
        String metadata = "META-INF/spring-configuration-metadata.json";
        for (URL url : Collections.list(ComposeTests.class.getClassLoader().getResources(metadata))) {
            try (InputStream in = url.openStream()) {
                for (JsonNode property : new JsonMapper().readTree(in).path("properties")) {
                    settings.add(asVariable(property.path("name").asString()));
                }
            }
        }
        return settings;
    }

    private static String asVariable(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static String version() throws IOException {
        return Pattern.compile("<version>([^<]+)</version>\\s*<packaging>pom")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(result -> result.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new TreeMap<>();
        Map<String, Object> all = section(parse(read(ROOT.resolve("docker-compose.yml"))), "services");
        all.keySet().forEach(name -> services.put(name, section(all, name)));
        return services;
    }

    private static String read(Path file) {
        try {
            return VARIABLE.matcher(Files.readString(file)).replaceAll((MatchResult match) -> match.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> yaml(String resource) {
        try (InputStream in = ComposeTests.class.getClassLoader().getResourceAsStream(resource)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> parse(String yaml) {
        return new Yaml().load(yaml);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Map<String, Object> parent, String name) {
        return (Map<String, Object>) parent.getOrDefault(name, Map.of());
    }
}
