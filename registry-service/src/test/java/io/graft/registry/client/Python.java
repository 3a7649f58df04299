package io.graft.registry.client;

import static org.junit.jupiter.api.Assumptions.abort;

import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A Python of its own with the clients that people have, made once. Tests that need one skip with a
 * message where the packages cannot be had.
 */
final class Python {
    /** The tests of {@code cli} know the same. */
    private static final List<String> PACKAGES = List.of(
            "torch==2.13.0", "transformers==5.18.0", "peft==0.21.0", "huggingface_hub==1.33.0", "hf_xet==1.6.0");

    private static final String INDEX = "PIP_INDEX_URL";
    private final Path folder;

    private Python(Path folder) {
        this.folder = folder;
    }

    /** With the Hub's own client, the native part by which it speaks Xet, and what loads models. */
    static synchronized Python installed() {
        Tool.require("python3", "Install Python 3.10 or newer.");
        Path folder = Tool.cache()
                .resolve("python-" + Digest.of(String.join(" ", PACKAGES)).hex().substring(0, 12));
        Python python = new Python(folder);
        if (Files.notExists(folder.resolve("complete"))) {
            python.install();
        }
        return python;
    }

    private void install() {
        List<String> install = Stream.concat(Stream.of(bin("pip"), "install", "-q"), PACKAGES.stream())
                .toList();
        try {
            Files.createDirectories(folder);
            Tool.Run made = Tool.run(folder, Map.of(), List.of("python3", "-m", "venv", folder.toString()));
            Tool.Run installed = made.succeeded() ? Tool.run(folder, index(), install) : made;
            if (!installed.succeeded()) {
                abort("Python's clients cannot be installed here: " + installed.output());
            }
            Files.createFile(folder.resolve("complete"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A machine that has an index of its own may have no other, and pip would wait for the other one. */
    private Map<String, String> index() {
        Tool.Run extra = Tool.run(folder, Map.of(), List.of(bin("pip"), "config", "get", "global.extra-index-url"));
        return extra.succeeded() && System.getenv(INDEX) == null
                ? Map.of(INDEX, extra.output().strip().split("\\s+", -1)[0])
                : Map.of();
    }

    /** Runs a script, which finds the registry as the Hub. */
    Tool.Run run(Session session, String script) {
        return run(session, Stream.of(bin("python"), "-c", script));
    }

    /** Runs the Hub's command. */
    Tool.Run hf(Session session, String... arguments) {
        return run(session, Stream.concat(Stream.of(bin("hf")), Stream.of(arguments)));
    }

    /** Runs the Hub's command until a condition holds, and kills it then. */
    void hfUntil(BooleanSupplier condition, Session session, String... arguments) {
        Tool.runUntil(
                condition,
                session.folder(),
                session.environment(),
                Stream.concat(Stream.of(bin("hf")), Stream.of(arguments)).toList());
    }

    private static Tool.Run run(Session session, Stream<String> command) {
        return Tool.run(session.folder(), session.environment(), command.toList());
    }

    private String bin(String program) {
        return folder.resolve("bin").resolve(program).toString();
    }

    /**
     * One user at one machine.
     *
     * @param folder where it works, and keeps what it has fetched
     * @param endpoint of what it takes for the Hub
     */
    record Session(Path folder, String endpoint, Map<String, String> more) {
        Session with(String name, String value) {
            Map<String, String> all = new HashMap<>(more);
            all.put(name, value);
            return new Session(folder, endpoint, all);
        }

        Map<String, String> environment() {
            Map<String, String> all = new HashMap<>(more);
            all.put("HF_ENDPOINT", endpoint);
            all.put("HF_HOME", folder.resolve("hf-home").toString());
            all.put("HF_HUB_DISABLE_PROGRESS_BARS", "1");
            all.put("HF_HUB_DISABLE_TELEMETRY", "1");
            all.put("NO_COLOR", "1");
            return all;
        }
    }
}
