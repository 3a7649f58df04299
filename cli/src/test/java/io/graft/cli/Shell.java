package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Where somebody pastes what a page shows: a folder of their own, with Hugging Face's clients, {@code graft} and something that
 * stands in for vLLM on the path. Nothing but the pasted text says where the registry is.
 *
 * @param bin the programs of the Python that is used
 */
record Shell(Path folder, Path bin) {
    private static final int PATIENCE_MINUTES = 5;
    private static final List<String> LEFT_TO_THE_TEXT = List.of("HF_ENDPOINT", "HF_TOKEN", "GRAFT_TOKEN");

    static Shell in(Path folder, Path bin) throws IOException {
        Shell shell = new Shell(folder, bin);
        Files.createDirectories(shell.own());
        Files.createDirectories(shell.work());
        shell.program("graft", """
                #!/bin/sh
                exec "%s" -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp "%s" %s "$@"
                """.formatted(
                        ProcessHandle.current().info().command().orElseThrow(),
                        System.getProperty("java.class.path"),
                        Graft.class.getName()));
        shell.program("vllm", "#!" + bin.resolve("python") + "\n" + standIn());
        return shell;
    }

    /** Runs a text as bash does, and returns what it printed. */
    String bash(String text) throws IOException, InterruptedException {
        return run("bash", "-c", text);
    }

    /** Runs a text as a Python program. */
    String python(String text) throws IOException, InterruptedException {
        Path program = Files.writeString(work().resolve("program.py"), text);
        return run(bin.resolve("python").toString(), program.toString());
    }

    /** Where the commands run. */
    Path work() {
        return folder.resolve("work");
    }

    /** Where Hugging Face's clients have put the one version of a model that they fetched. */
    Path cached(String model) throws IOException {
        Path snapshots =
                folder.resolve("hf/hub/models--" + model.replace("/", "--")).resolve("snapshots");
        try (var commits = Files.list(snapshots)) {
            List<Path> all = commits.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(LEFT_TO_THE_TEXT);
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        own() + ":" + bin + ":" + System.getenv("PATH"),
                        "HF_HOME",
                        folder.resolve("hf").toString(),
                        "HF_HUB_DISABLE_TELEMETRY",
                        "1",
                        "HF_HUB_DISABLE_PROGRESS_BARS",
                        "1"));
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private Path own() {
        return folder.resolve("bin");
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(own().resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String standIn() throws IOException {
        try (InputStream script = Shell.class.getResourceAsStream("vllm_stand_in.py")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
