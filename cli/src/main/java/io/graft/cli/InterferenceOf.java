package io.graft.cli;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.AdapterConfig;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.interference.Interference;
import io.graft.core.interference.ModuleInterference;
import io.graft.core.interference.Suggestion;
import io.graft.core.interference.Tuning;
import io.graft.core.quantization.Dequantisation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code graft interference}. */
@Command(
        name = "interference",
        description =
                "Says how much adapters or fine-tunes of one base get into each other's way, and what to do with them. Of adapters"
                        + " nothing but the factors is read.",
        footer = {
            "%nExamples:",
            "  graft interference --base ./llama ./sentiment ./support",
            "  graft interference --base ./llama ./sentiment ./support --modules",
            "  graft interference --base ./llama ./tuned-on-law ./tuned-on-code --json"
        })
final class InterferenceOf implements Callable<Integer> {
    private static final int SHOWN_MODULES = 20;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(names = "--base", required = true, paramLabel = "DIR", description = "What all of them were trained on.")
    private Path base;

    @Parameters(arity = "2..*", paramLabel = "DIR", description = "Adapters, or models that were trained further.")
    private List<Path> folders;

    @Option(names = "--modules", description = "Show the tensors in which each pair disagrees most, too.")
    private boolean modules;

    @Option(names = "--json", description = "Print all of it as JSON.")
    private boolean json;

    InterferenceOf(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (folders.stream().map(InterferenceOf::name).distinct().count() < folders.size()) {
            throw new ParameterException(spec.commandLine(), "The folders must have different names");
        }
        List<Tuning> tunings = new ArrayList<>();
        List<AutoCloseable> open = new ArrayList<>();
        try (Checkpoint model = Dequantisation.open(base)) {
            return compared(model, tunings, open);
        } finally {
            open.forEach(InterferenceOf::close);
        }
    }

    private int compared(Checkpoint model, List<Tuning> tunings, List<AutoCloseable> open) {
        folders.forEach(folder -> tunings.add(tuning(folder, model, open)));
        List<Interference> pairs = Interference.among(tunings);
        Suggestion suggestion = Suggestion.of(pairs);
        if (json) {
            terminal.out()
                    .println(JsonMapper.shared()
                            .writeValueAsString(Map.of(
                                    "pairs",
                                    pairs.stream().map(InterferenceOf::facts).toList(),
                                    "suggestion",
                                    isPartial(tunings) ? Map.of() : suggestion)));
        } else {
            print(tunings, pairs, suggestion, terminal.out());
        }
        return Exit.DONE;
    }

    private static boolean isPartial(List<Tuning> tunings) {
        return tunings.stream().anyMatch(tuning -> !tuning.passedOver().isEmpty());
    }

    private static Tuning tuning(Path folder, Checkpoint base, List<AutoCloseable> open) {
        if (Files.exists(folder.resolve(AdapterConfig.FILE))) {
            Adapter adapter = Adapter.open(folder);
            open.add(adapter);
            return Tuning.of(name(folder), adapter, base);
        }
        Checkpoint tuned = Dequantisation.open(folder);
        open.add(tuned);
        return Tuning.of(name(folder), tuned, base);
    }

    private void print(List<Tuning> tunings, List<Interference> pairs, Suggestion suggestion, PrintWriter out) {
        out.println("%-40s %8s %8s %8s %8s %8s".formatted("", "cosine", "signs", "norms", "outputs", "inputs"));
        for (Interference pair : pairs) {
            out.println(line(
                    pair.first() + " + " + pair.second(),
                    pair.cosine(),
                    pair.signConflict(),
                    pair.normRatio(),
                    pair.outputOverlap(),
                    pair.inputOverlap()));
            if (modules) {
                pair.modules().stream()
                        .sorted(Comparator.comparingDouble(ModuleInterference::cosine))
                        .limit(SHOWN_MODULES)
                        .forEach(module -> out.println(line(module)));
            }
        }
        tunings.stream()
                .filter(tuning -> !tuning.passedOver().isEmpty())
                .forEach(tuning -> out.println("%s: %d tensors are changed otherwise and were not looked at"
                        .formatted(tuning.name(), tuning.passedOver().size())));
        out.println();
        if (isPartial(tunings)) {
            out.println("No suggestion, as not all of their changes were looked at.");
            return;
        }
        out.println(
                suggestion.serveUnmerged()
                        ? "Serve them unmerged."
                        : "Merge them by %s.".formatted(suggestion.method()));
        out.println("  why      %s".formatted(suggestion.reason()));
        out.println("  %s %s, weights %s"
                .formatted(
                        suggestion.serveUnmerged() ? "if not," : "method ",
                        suggestion.method(),
                        suggestion.weights().entrySet().stream()
                                .map(weight -> "%s %.3g".formatted(weight.getKey(), weight.getValue()))
                                .collect(Collectors.joining(", "))));
    }

    private static String line(ModuleInterference module) {
        return line(
                "  " + module.tensor(),
                module.cosine(),
                module.signConflict(),
                module.firstNorm() == 0 ? Double.NaN : module.secondNorm() / module.firstNorm(),
                module.outputOverlap(),
                module.inputOverlap());
    }

    private static String line(
            String what, double cosine, double signs, double norms, @Nullable Double outputs, @Nullable Double inputs) {
        return "%-40s %8.3f %8.3f %8.3f %8s %8s".formatted(what, cosine, signs, norms, share(outputs), share(inputs));
    }

    private static String share(@Nullable Double value) {
        return value == null ? "-" : "%.3f".formatted(value);
    }

    private static Map<String, Object> facts(Interference pair) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("first", pair.first());
        facts.put("second", pair.second());
        facts.put("cosine", pair.cosine());
        facts.put("signConflict", pair.signConflict());
        facts.put("normRatio", pair.normRatio());
        facts.put("outputOverlap", pair.outputOverlap());
        facts.put("inputOverlap", pair.inputOverlap());
        facts.put("modules", pair.modules());
        return facts;
    }

    private static String name(Path folder) {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    private static void close(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
