package io.graft.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.registry.RegistryTest;
import io.graft.registry.Uploader;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
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

    private Git git = new Git(folder);
    private Path mine = folder;

    GitLfsTest(@LocalServerPort int port, @Autowired JdbcClient jdbc) {
        this.registry = new Uploader(port);
        this.jdbc = jdbc;
        this.wire = new Wire(port);
    }

    @BeforeEach
    void aGitRepositoryWithALargeFile() throws IOException {
        registry.post(wire.endpoint() + "/api/repos/create", "{'name': '%s'}".formatted(repository));
        git = Git.at(folder);
        mine = git.repository(lfs(), weights);
    }

    @AfterEach
    void nobodyListens() {
        wire.close();
    }

    @Test
    void whatIsPushedIsPulledElsewhere() {
        assertThat(git.git(mine, "push", "origin", "main")).doesNotContain("does not support", "Consider");
        assertThat(wire.sent("PUT")).isEqualTo(LARGE);
        git.git(folder, "clone", "origin.git", "other");
        Path other = folder.resolve("other");
        git.git(other, "lfs", "pull");
        assertThat(other.resolve("weights.bin")).hasBinaryContent(weights);
    }

    @Test
    void aSecondPushSendsNothing() {
        git.git(mine, "lfs", "push", "--all", "origin");
        wire.forget();
        git.git(mine, "lfs", "push", "--all", "origin");
        assertThat(wire.requests("PUT")).isEmpty();
    }

    @Test
    void theSameBytesAreNotSentToAnotherRepository() {
        git.git(mine, "lfs", "push", "--all", "origin");
        wire.forget();
        String other = repository + "-again";
        registry.post(wire.endpoint() + "/api/repos/create", "{'name': '%s'}".formatted(other));
        git.git(mine, "config", "lfs.url", lfs().replace(repository, other));
        git.git(mine, "lfs", "push", "--all", "origin");
        assertThat(wire.requests("PUT")).isEmpty();
        assertThat(references()).isEqualTo(2);
    }

    /** Nobody refers to the bytes after that, and they are swept like all others. */
    @Test
    void bytesStayAsLongAsTheRepository() {
        git.git(mine, "lfs", "push", "--all", "origin");
        assertThat(references()).isEqualTo(1);
        registry.send(registry.request(wire.endpoint() + "/api/repos/delete")
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString("{\"name\": \"%s\"}".formatted(repository))));
        assertThat(references()).isZero();
    }

    @Test
    void aRepositoryThatIsNotThereIsRefusedInWords() {
        git.git(mine, "config", "lfs.url", lfs().replace(repository, "lfs/nothing"));
        Tool.Run run = git.run(mine, "lfs", "push", "--all", "origin");
        assertThat(run.succeeded()).isFalse();
        assertThat(run.output()).contains("There is no model lfs/nothing");
    }

    private int references() {
        return jdbc.sql("select count(*) from blob_reference where sha256 = :sha256")
                .param("sha256", Digest.of(weights).hex())
                .query(Integer.class)
                .single();
    }

    private String lfs() {
        return "%s/%s.git/info/lfs".formatted(wire.endpoint(), repository);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }
}
