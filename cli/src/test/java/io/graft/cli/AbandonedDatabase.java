package io.graft.cli;

import java.nio.file.Path;

/** Starts a database and dies as by SIGKILL, leaving the server behind. */
final class AbandonedDatabase {
    private AbandonedDatabase() {}

    public static void main(String[] arguments) throws Exception {
        Database.start(DataDirectory.claim(Path.of(arguments[0])));
        Runtime.getRuntime().halt(0);
    }
}
