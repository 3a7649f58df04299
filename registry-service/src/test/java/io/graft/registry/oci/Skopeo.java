package io.graft.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Outcome outcome = attempt(arguments);
        assertThat(outcome.status()).as(outcome.complaint()).isZero();
        return outcome.output();
    }

    /** How it ended. */
    record Outcome(int status, String output, String complaint) {}

    static Outcome attempt(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(NAME, "--insecure-policy", "--command-timeout=60s"), Stream.of(arguments))
                .toList();
        Path complaints = Files.createTempFile("skopeo", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(complaints.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output, Files.readString(complaints));
        } finally {
            Files.delete(complaints);
        }
    }
}
