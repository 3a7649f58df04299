package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Git LFS's own client, unmodified, keeps the large files of a repository here whose commits are in a Git server elsewhere. */
@RegistryTest
class GitLfsTest {
    private static final int LARGE = 3_000_000;

    private final String repository = "lfs/of" + UUID.randomUUID().toString().substring(0, 8);
    private final byte[] weights = random(LARGE);
    private final Uploader registry;
    private final JdbcClient jdbc;
    private final Wire wire;

    @TempDir
    private Path folder = Path.of("");

    GitLfsTest(@LocalServerPort int port, @Autowired JdbcClient jdbc) {
        this.registry = new Uploader(port);
        this.jdbc = jdbc;
        this.wire = new Wire(port);
    }

    @BeforeEach
    void aGitRepositoryWithALargeFile() throws IOException {
        Tool.require("git-lfs", "Install Git LFS.");
        registry.post(wire.endpoint() + "/api/repos/create", "{'name': '%s'}".formatted(repository));
        git(folder, "init", "--bare", "--initial-branch=main", "origin.git");
        git(folder, "init", "--initial-branch=main", "mine");
        git(mine(), "lfs", "install");
        git(mine(), "lfs", "track", "*.bin");
        git(mine(), "config", "--file", ".lfsconfig", "lfs.url", lfs());
        git(mine(), "remote", "add", "origin", folder.resolve("origin.git").toString());
        Files.write(mine().resolve("weights.bin"), weights);
        git(mine(), "add", ".");
        git(mine(), "commit", "-m", "Weights");
    }

    @AfterEach
    void nobodyListens() {
        wire.close();
    }

    @Test
    void whatIsPushedIsPulledElsewhere() {
        assertThat(git(mine(), "push", "origin", "main")).doesNotContain("does not support", "Consider");
        assertThat(wire.sent("PUT")).isEqualTo(LARGE);
        git(folder, "clone", "origin.git", "other");
        Path other = folder.resolve("other");
        git(other, "lfs", "pull");
        assertThat(other.resolve("weights.bin")).hasBinaryContent(weights);
    }

    @Test
    void aSecondPushSendsNothing() {
        git(mine(), "lfs", "push", "--all", "origin");
        wire.forget();
        git(mine(), "lfs", "push", "--all", "origin");
        assertThat(wire.requests("PUT")).isEmpty();
    }

    @Test
    void theSameBytesAreNotSentToAnotherRepository() {
        git(mine(), "lfs", "push", "--all", "origin");
        wire.forget();
        String other = repository + "-again";
        registry.post(wire.endpoint() + "/api/repos/create", "{'name': '%s'}".formatted(other));
        git(mine(), "config", "lfs.url", lfs().replace(repository, other));
        git(mine(), "lfs", "push", "--all", "origin");
        assertThat(wire.requests("PUT")).isEmpty();
        assertThat(references()).isEqualTo(2);
    }

    /** Nobody refers to the bytes after that, and they are swept like all others. */
    @Test
    void bytesStayAsLongAsTheRepository() {
        git(mine(), "lfs", "push", "--all", "origin");
        assertThat(references()).isEqualTo(1);
        registry.send(registry.request(wire.endpoint() + "/api/repos/delete")
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString("{\"name\": \"%s\"}".formatted(repository))));
        assertThat(references()).isZero();
    }

    @Test
    void aRepositoryThatIsNotThereIsRefusedInWords() {
        git(mine(), "config", "lfs.url", lfs().replace(repository, "lfs/nothing"));
        Tool.Run run = run(mine(), "lfs", "push", "--all", "origin");
        assertThat(run.succeeded()).isFalse();
        assertThat(run.output()).contains("There is no model lfs/nothing");
    }

    private int references() {
        return jdbc.sql("select count(*) from blob_reference where sha256 = :sha256")
                .param("sha256", Digest.of(weights).hex())
                .query(Integer.class)
                .single();
    }

    private Path mine() {
        return folder.resolve("mine");
    }

    private String lfs() {
        return "%s/%s.git/info/lfs".formatted(wire.endpoint(), repository);
    }

    private String git(Path where, String... arguments) {
        Tool.Run run = run(where, arguments);
        assertThat(run.exit()).as(run.output()).isZero();
        return run.output();
    }

    /** Somebody with no settings of their own. */
    private Tool.Run run(Path where, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(arguments));
        return Tool.run(
                where,
                Map.of(
                        "HOME", folder.toString(),
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_TERMINAL_PROMPT", "0",
                        "GIT_LFS_SKIP_SMUDGE", "1",
                        "GIT_AUTHOR_NAME", "Somebody",
                        "GIT_AUTHOR_EMAIL", "somebody@example.org",
                        "GIT_COMMITTER_NAME", "Somebody",
                        "GIT_COMMITTER_EMAIL", "somebody@example.org"),
                command);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }
}
