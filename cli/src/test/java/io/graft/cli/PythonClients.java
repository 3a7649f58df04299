package io.graft.cli;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of programs of a Python that has the libraries people load models with, made once and kept in a folder by the
 * name of its packages. The registry's tests of clients make and find the same one; their classes cannot come here without the
 * registry's test configuration, which a suite that is started here would find.
 */
final class PythonClients {
    private static final List<String> PACKAGES = List.of(
            "torch==2.13.0", "transformers==5.18.0", "peft==0.21.0", "huggingface_hub==1.33.0", "hf_xet==1.6.0");
    private static final Path LOG = Path.of("target/python-clients.log");

    private PythonClients() {}

    /** Skips the test, and says so, where the packages cannot be had. */
    static Path bin() throws IOException, InterruptedException {
        String name = "python-" + Digest.of(String.join(" ", PACKAGES)).hex().substring(0, 12);
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "graft", "clients", name);
        Path complete = folder.resolve("complete");
        if (Files.notExists(complete)) {
            install(folder);
            Files.createFile(complete);
        }
        return folder.resolve("bin");
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        assumeTrue(isOnPath("python3"), "python3 is not installed, so no command for it was run");
        List<String> pip = new ArrayList<>(List.of(folder.resolve("bin/pip").toString(), "install", "-q"));
        pip.addAll(PACKAGES);
        if (!succeeds(List.of("python3", "-m", "venv", folder.toString())) || !succeeds(pip)) {
            abort("Python's clients cannot be installed here: " + Files.readString(LOG));
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean succeeds(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(LOG.toFile())
                        .start()
                        .waitFor()
                == 0;
    }
}
