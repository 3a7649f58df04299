package io.graft.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** Runs {@code graft} in this process, as its user would type it. */
record Command(int exit, String out, String err) {
    static Command graft(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int exit = Graft.commandLine(terminal).execute(words);
        return new Command(exit, out.toString(), err.toString());
    }
}
