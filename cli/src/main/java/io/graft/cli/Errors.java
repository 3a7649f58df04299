package io.graft.cli;

import io.graft.core.GraftException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on the error stream what went wrong, where, and what to do, and picks the exit code. Traces only with --debug. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Graft graft;

    Errors(Graft graft) {
        this.graft = graft;
    }

    @Override
    public int handleParseException(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("error[USAGE] " + error.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(error, err)) {
            err.println(
                    "  fix    See %s --help.".formatted(command.getCommandSpec().qualifiedName()));
        }
        return Exit.USAGE;
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, @Nullable ParseResult result) {
        PrintWriter err = command.getErr();
        int exit = print(error, err);
        if (graft.debug) {
            error.printStackTrace(err);
        }
        return exit;
    }

    private static int print(Exception error, PrintWriter err) {
        return switch (error) {
            case GraftException known -> report(known, err);
            case UncheckedIOException io -> printIo(Objects.requireNonNull(io.getCause()), err);
            case IOException io -> printIo(io, err);
            case InterruptedException stopped -> {
                print(
                        "CANCELLED",
                        "Stopped on request",
                        "graft",
                        "Run the same again; half-made output was removed.",
                        err);
                yield Exit.REFUSED;
            }
            default -> {
                String fix = "Run it again with --debug and report what it prints.";
                print("UNEXPECTED", "A defect in graft: " + error, "graft", fix, err);
                yield Exit.DEFECT;
            }
        };
    }

    /** Returns the exit code. */
    static int report(GraftException known, PrintWriter err) {
        if (known.details().get("findings") instanceof List<?> findings) {
            Findings.print(findings, err);
        }
        print(known.code().name(), known.sentence(), known.where(), known.remedy(), err);
        return Exit.of(known.code().fault());
    }

    private static int printIo(IOException error, PrintWriter err) {
        String where = "files";
        if (error instanceof FileSystemException file && file.getFile() != null) {
            where = file.getFile();
        }
        print("IO_FAILED", sentence(error), where, "Check the path, its permissions and the free space.", err);
        return Exit.ENVIRONMENT;
    }

    private static String sentence(IOException error) {
        return switch (error) {
            case NoSuchFileException missing -> "%s does not exist".formatted(missing.getFile());
            case AccessDeniedException denied -> "%s may not be opened".formatted(denied.getFile());
            default -> "The system refused: " + error.getMessage();
        };
    }

    private static void print(String code, String sentence, String where, String remedy, PrintWriter err) {
        err.println("error[%s] %s".formatted(code, sentence));
        err.println("  where  " + where);
        err.println("  fix    " + remedy);
    }
}
