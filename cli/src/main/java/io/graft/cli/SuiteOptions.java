package io.graft.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the suite keeps its data and where it answers. */
final class SuiteOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:GRAFT_DATA:-${sys:user.home}/.graft}",
            description = "Database, blobs and logs. Default: $GRAFT_DATA, else .graft in the home directory.")
    private Path data = Path.of(".graft");

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Where the console and the API answer. Default: ${DEFAULT-VALUE}.")
    private int port;

    /** Takes the data directory, so that nobody else does. */
    DataDirectory claim() throws IOException {
        return DataDirectory.claim(data);
    }

    Suite start(DataDirectory directory, Terminal terminal) throws IOException {
        terminal.err().println("starting the suite on %s".formatted(directory.root()));
        Logs.writeTo(directory.logs());
        return Suite.start(directory, port);
    }
}
