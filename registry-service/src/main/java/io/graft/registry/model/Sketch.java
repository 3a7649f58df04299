package io.graft.registry.model;

import io.graft.core.GraftException;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for outlines that is gone when it is closed. Nobody outside learns where it was. */
record Sketch(Path folder) implements AutoCloseable {
    static Sketch begin() throws IOException {
        return new Sketch(Files.createTempDirectory("graft-outline"));
    }

    Path part(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** What an exception says, in the names of the version's files. */
    Finding finding(GraftException error, Severity severity) {
        return new Finding(
                error.code().name(),
                severity,
                anonymous(error.where()),
                anonymous(error.sentence()),
                anonymous(error.remedy()));
    }

    private String anonymous(String text) {
        return text.replaceAll(java.util.regex.Pattern.quote(folder.toString()) + "/(\\w+)/", "")
                .replaceAll(java.util.regex.Pattern.quote(folder.toString()) + "/(\\w+)", "the $1");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
