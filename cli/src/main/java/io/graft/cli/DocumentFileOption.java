package io.graft.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which documents to send. */
final class DocumentFileOption {
    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "YAML; several documents are parted by ---.")
    private Path file;

    DocumentFile read() throws IOException {
        return DocumentFile.read(file);
    }
}
