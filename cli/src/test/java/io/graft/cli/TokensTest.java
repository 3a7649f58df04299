package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A suite that asks for tokens: people bring theirs, its workers have one. */
class TokensTest {
    private static final String BOOTSTRAP = "graft_" + "b".repeat(40);

    @TempDir
    Path folder;

    private String registry = "";

    @Test
    void whoeverHasATokenMergesAndWhoeverHasNoneReads() throws Exception {
        int port = Suite.freePort();
        registry = "http://localhost:" + port;
        Map<String, String> tokens = Map.of("GRAFT_ACCESS_MODE", "tokens", "GRAFT_ACCESS_BOOTSTRAPTOKEN", BOOTSTRAP);
        try (JavaProcess suite = JavaProcess.start(
                folder.resolve("up.log"),
                tokens,
                Graft.class.getName(),
                "up",
                "--data",
                folder + "/data",
                "--port",
                Integer.toString(port))) {
            suite.awaitLine("Graft answers at");

            assertThat(graft("", "push", Samples.base().toString(), "closed/base"))
                    .contains("error[", "GRAFT_TOKEN");
            String ada = token("ada");
            assertThat(graft(ada, "push", Samples.base().toString(), "closed/base"))
                    .contains("closed/base@1 is READY");
            Path recipe = Files.writeString(folder.resolve("recipe.yml"), """
                    merge_method: linear
                    models:
                      - model: closed/base@1
                    """);
            assertThat(graft(ada, "merge", "--quiet", "--into", "closed/copy", recipe.toString()))
                    .contains("closed/copy@1 is READY");
            assertThat(graft("", "pull", "closed/copy@1", folder.resolve("copy").toString()))
                    .contains("closed/copy@1 is in");
            assertThat(graft("graft_" + "x".repeat(40), "pull", "closed/copy@1", folder + "/other"))
                    .contains("error[TOKEN_UNKNOWN]", "another token into GRAFT_TOKEN");
        }
    }

    /** What a command says, as somebody who has this token. */
    private String graft(String token, String... words) throws IOException, InterruptedException {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--registry";
        all[words.length + 1] = registry;
        Path output = Files.createTempFile(folder, "graft", ".log");
        try (JavaProcess command =
                JavaProcess.start(output, Map.of("GRAFT_TOKEN", token), Graft.class.getName(), all)) {
            int _ = command.awaitExit();
            return command.output();
        }
    }

    private String token(String name) throws IOException, InterruptedException {
        String made = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(registry + "/api/v1/tokens"))
                                .header("Authorization", "Bearer " + BOOTSTRAP)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        "{\"name\": \"%s\", \"roles\": [\"release-manager\"]}".formatted(name)))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return JsonMapper.shared().readTree(made).path("secret").asString();
    }
}
