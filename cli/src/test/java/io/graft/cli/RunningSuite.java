package io.graft.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** One suite for all tests of this process that need one; starting it takes longer than any of them. */
final class RunningSuite {
    private static final RunningSuite ONLY = new RunningSuite();

    private final Suite suite;

    private RunningSuite() {
        try {
            Path folder = Path.of("target/suite");
            FileSystemUtils.deleteRecursively(folder);
            DataDirectory data = DataDirectory.claim(folder);
            Logs.writeTo(data.logs());
            suite = Suite.start(data, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(suite::close));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String address() {
        return ONLY.suite.address().toString();
    }
}
