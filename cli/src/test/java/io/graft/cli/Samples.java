package io.graft.cli;

import java.nio.file.Path;

/** The real models of the project. */
final class Samples {
    private static final Path FOLDER = Path.of("../samples").toAbsolutePath().normalize();

    private Samples() {}

    static Path base() {
        return FOLDER.resolve("base");
    }

    static Path adapter(String name) {
        return FOLDER.resolve("adapters").resolve(name);
    }
}
