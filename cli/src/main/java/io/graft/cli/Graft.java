package io.graft.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code graft} command. */
@Command(
        name = "graft",
        description = "A registry and versioning suite for base models, adapters and merges.",
        mixinStandardHelpOptions = true,
        version = "graft 0.1.0")
final class Graft {
    private Graft() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Graft()).execute(arguments));
    }
}
