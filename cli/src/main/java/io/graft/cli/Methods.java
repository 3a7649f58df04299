package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.method.MergeMethods;
import io.graft.core.method.MethodCard;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code graft methods}. */
@Command(
        name = "methods",
        description = "Lists the merge methods, or shows one with its parameters.",
        footer = {"%nExamples:", "  graft methods", "  graft methods linear", "  graft methods --json"})
final class Methods implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A method. Without it, all are listed.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print the methods as JSON.")
    private boolean json;

    Methods(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<MethodCard> methods = name == null ? all() : List.of(named(name));
        if (json) {
            terminal.out().println(JsonMapper.shared().writeValueAsString(Map.of("methods", methods)));
        } else if (name == null) {
            methods.forEach(method -> terminal.out().println("%-20s %s".formatted(method.name(), method.summary())));
        } else {
            print(methods.getFirst(), terminal.out());
        }
        terminal.out().flush();
        return Exit.DONE;
    }

    private static List<MethodCard> all() {
        return MergeMethods.all().stream().map(MethodCard::of).toList();
    }

    private static MethodCard named(String name) {
        return MergeMethods.named(name)
                .map(MethodCard::of)
                .orElseThrow(() -> new GraftException(
                        CliError.METHOD_UNKNOWN,
                        name,
                        "There is no merge method %s".formatted(name),
                        "The methods are %s.".formatted(String.join(", ", MergeMethods.names()))));
    }

    private static void print(MethodCard method, PrintWriter out) {
        out.println(method.name());
        out.println("  " + method.summary());
        out.println("  takes   " + method.takes());
        out.println("  order   " + (method.commutes() ? "means nothing" : "of the models matters"));
        out.println("  source  " + method.paper());
        method.parameters().forEach(parameter -> print(parameter, out));
    }

    private static void print(MethodCard.ParameterCard parameter, PrintWriter out) {
        out.println();
        out.println("  %s: %s".formatted(parameter.name(), parameter.meaning()));
        out.println("    %s, %s, %s"
                .formatted(
                        parameter.values(),
                        parameter.perModel() ? "for each model" : "for the merge",
                        fallback(parameter)));
    }

    private static String fallback(MethodCard.ParameterCard parameter) {
        if (parameter.required()) {
            return "required";
        }
        return parameter.defaultValue() == null ? "optional" : "default " + parameter.defaultValue();
    }
}
