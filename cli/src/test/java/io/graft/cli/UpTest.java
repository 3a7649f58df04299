package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Folder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {
    private static final int INTERRUPTED = 130;

    @TempDir
    Path folder;

    @Test
    void whatWasRegisteredSurvivesAKillAndARestart() throws Exception {
        int port = Suite.freePort();
        String registry = "http://localhost:" + port;
        try (JavaProcess suite = up(port)) {
            assertThat(graft("push", Samples.base(), "up/base", "--registry", registry)
                            .exit())
                    .isZero();
            assertThat(graft("up", "--data", folder.resolve("data")).err()).contains("error[SUITE_RUNNING]", registry);
            suite.kill();
        }
        try (JavaProcess suite = up(port)) {
            Command pulled = graft("pull", "up/base@1", folder.resolve("copy"), "--registry", registry);
            assertThat(pulled.exit()).as(pulled.err()).isZero();
            suite.interrupt();
            assertThat(suite.awaitExit()).isEqualTo(INTERRUPTED);
        }
        assertThat(new Folder(folder.resolve("copy")).describe()).isEqualTo(new Folder(Samples.base()).describe());
        assertThat(folder.resolve("data/database/postmaster.pid")).doesNotExist();
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Command refused = graft("up", "--data", folder, "--port", taken.getLocalPort());
            assertThat(refused.exit()).isEqualTo(Exit.ENVIRONMENT);
            assertThat(refused.err()).contains("error[PORT_TAKEN]", "--port");
        }
    }

    private JavaProcess up(int port) throws Exception {
        Path output = Files.createTempFile(folder, "up", ".log");
        JavaProcess suite = JavaProcess.start(
                output, Graft.class.getName(), "up", "--data", folder + "/data", "--port", Integer.toString(port));
        suite.awaitLine("Graft answers at");
        return suite;
    }
}
