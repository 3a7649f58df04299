package io.graft.core.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
    @TempDir
    private Path folder;

    @Test
    void onlyOneThreadHoldsIt() throws IOException {
        Path file = folder.resolve("a.lock");
        try (Guard _ = Guard.tryOf(file).orElseThrow()) {
            assertThat(Guard.tryOf(file)).isEmpty();
        }
        Optional<Guard> later = Guard.tryOf(file);
        assertThat(later).isPresent();
        later.get().close();
    }

    @Test
    void anotherProcessCannotHaveItWhileThisOneDoes() throws Exception {
        Path file = folder.resolve("b.lock");
        try (Guard _ = Guard.tryOf(file).orElseThrow()) {
            assertThat(Guard.tryOf(file)).isEmpty();
            assertThat(lockedByAnotherProcess(file)).isEqualTo("empty");
        }
        assertThat(lockedByAnotherProcess(file)).isEqualTo("held");
    }

    private static String lockedByAnotherProcess(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnotherProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }

    static final class AnotherProcess {
        private AnotherProcess() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(Guard.tryOf(Path.of(arguments[0])).isPresent() ? "held" : "empty");
        }
    }
}
