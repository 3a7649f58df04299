package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.GraftException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class ErrorsTest {
    private final StringWriter shown = new StringWriter();

    @Test
    void aKnownErrorSaysWhatWhereAndWhatToDo() {
        GraftException error =
                new GraftException(CliError.OUTPUT_EXISTS, "out", "The folder out exists", "Name another folder.");
        assertThat(handle(error)).isEqualTo(Exit.REFUSED);
        assertThat(shown.toString().lines())
                .containsExactly(
                        "error[OUTPUT_EXISTS] The folder out exists", "  where  out", "  fix    Name another folder.");
    }

    @Test
    void whoIsAtFaultDecidesTheExitCode() {
        assertThat(handle(new GraftException(CliError.PORT_TAKEN, "port", "It is taken", "Choose another.")))
                .isEqualTo(Exit.ENVIRONMENT);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(handle(new UncheckedIOException(new NoSuchFileException("recipe.yml"))))
                .isEqualTo(Exit.ENVIRONMENT);
        assertThat(shown.toString()).contains("error[IO_FAILED] recipe.yml does not exist", "  where  recipe.yml");
    }

    @Test
    void aDefectShowsNoTraceUnlessAskedFor() {
        assertThat(handle(new IllegalStateException("Indicates a bug"))).isEqualTo(Exit.DEFECT);
        assertThat(shown.toString()).contains("error[UNEXPECTED]", "--debug").doesNotContain("\tat ");
        handle(new IllegalStateException("Indicates a bug"), "--debug");
        assertThat(shown.toString()).contains("\tat ");
    }

    private int handle(Exception error, String... options) {
        PrintWriter writer = new PrintWriter(shown, true);
        CommandLine graft = Graft.commandLine(new Terminal(writer, writer, false));
        ParseResult parsed = graft.parseArgs(options);
        try {
            return graft.getExecutionExceptionHandler().handleExecutionException(error, graft, parsed);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
