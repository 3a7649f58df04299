package io.graft.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param out for what was asked for
 * @param err for progress and errors
 * @param interactive whether a person watches {@code err}; the launcher looks and says so
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
    /** The process's own. */
    static Terminal system() {
        return new Terminal(writer(System.out), writer(System.err), Boolean.getBoolean("graft.terminal"));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
