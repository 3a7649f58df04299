package io.graft.registry.client;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program that somebody else wrote, run as it is. */
final class Tool {
    private static final int MINUTES = 10;

    private Tool() {}

    /** How it ended, and all it printed. */
    record Run(int exit, String output) {
        boolean succeeded() {
            return exit == 0;
        }
    }

    static Run run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("graft-client", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            Run run = new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            Files.delete(output);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs it until a condition holds, and kills it then. */
    static void runUntil(
            BooleanSupplier condition, Path folder, Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            Process process = builder.start();
            while (process.isAlive() && !condition.getAsBoolean()) {
                Thread.sleep(2);
            }
            process.destroyForcibly().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Skips the test where the program is not on the path. */
    static void require(String program, String remedy) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return;
            }
        }
        abort("%s is not installed, so nothing is known of it. %s".formatted(program, remedy));
    }

    /** Where programs for tests are kept from one run to the next. */
    static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "graft", "clients");
    }
}
