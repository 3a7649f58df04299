package io.graft.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program as it is installed. */
final class Skopeo {
    private static final String NAME = "skopeo";

    private Skopeo() {}

    static void assumeInstalled() throws InterruptedException {
        try {
            new ProcessBuilder(NAME, "--version")
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            abort("skopeo is not installed here: " + e.getMessage());
        }
    }

    /** What it printed, once it was content. */
    static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(NAME, "--insecure-policy"), Stream.of(arguments))
                .toList();
        Path errors = Files.createTempFile("skopeo", ".err");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        Files.delete(errors);
        return output;
    }
}
