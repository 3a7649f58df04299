package io.graft.cli;

import io.graft.core.adapter.Adapter;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.interference.Tuning;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.NoiseCheck;
import io.graft.core.quantization.Dequantisation;
import io.graft.core.quantization.QuantizationNoise;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code graft qlora}. */
@Command(
        name = "qlora",
        description =
                "Says whether an adapter that was trained on a quantised base can be merged into the base as it was before: measures"
                        + " what quantising changed beside what the adapter changes.",
        footer = {
            "%nExamples:",
            "  graft qlora --base ./llama --adapter ./sentiment",
            "  graft qlora --base ./llama --quantised ./llama-bnb-4bit --adapter ./sentiment --json"
        })
final class Qlora implements Callable<Integer> {
    private static final int SHOWN = 10;

    private final Terminal terminal;

    @Option(names = "--base", required = true, paramLabel = "DIR", description = "The model before it was quantised.")
    private Path base;

    @Option(
            names = "--quantised",
            paramLabel = "DIR",
            description = "The quantised model; without it, NF4 is taken, as load_in_4bit makes it.")
    private @Nullable Path quantised;

    @Option(names = "--adapter", required = true, paramLabel = "DIR", description = "A LoRA that was trained on it.")
    private Path adapter;

    @Option(names = "--json", description = "Print all of it as JSON.")
    private boolean json;

    Qlora(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Checkpoint original = Dequantisation.open(base);
                Adapter trained = Adapter.open(adapter)) {
            Tuning tuning = Tuning.of(adapter.toString(), trained, original);
            QuantizationNoise noise = measured(original, tuning);
            if (json) {
                terminal.out().println(JsonMapper.shared().writeValueAsString(facts(noise, tuning)));
            } else {
                print(noise, tuning, terminal.out());
            }
            return Exit.DONE;
        }
    }

    private QuantizationNoise measured(Checkpoint original, Tuning tuning) {
        if (quantised == null) {
            return QuantizationNoise.ofNf4(original, tuning);
        }
        try (Checkpoint packed = Dequantisation.open(quantised)) {
            return QuantizationNoise.between(original, packed, tuning);
        }
    }

    private static Map<String, Object> facts(QuantizationNoise noise, Tuning tuning) {
        return Map.of(
                "quantisation",
                noise.how(),
                "ratio",
                noise.ratio(),
                "weights",
                noise.weights(),
                "passedOver",
                tuning.passedOver(),
                "finding",
                NoiseCheck.of(noise));
    }

    private static void print(QuantizationNoise noise, Tuning tuning, PrintWriter out) {
        out.println("%-56s %10s %10s %8s".formatted("", "error", "delta", "ratio"));
        List<QuantizationNoise.Weight> worst = noise.weights().stream()
                .sorted(Comparator.comparingDouble(QuantizationNoise.Weight::ratio)
                        .reversed())
                .limit(SHOWN)
                .toList();
        worst.forEach(weight -> out.println("%-56s %10.4g %10.4g %8.3g"
                .formatted(weight.tensor(), weight.error(), weight.delta(), weight.ratio())));
        if (noise.weights().size() > SHOWN) {
            out.println("and %d weights with a lower ratio"
                    .formatted(noise.weights().size() - SHOWN));
        }
        if (!tuning.passedOver().isEmpty()) {
            out.println("%d tensors are changed otherwise and were not looked at"
                    .formatted(tuning.passedOver().size()));
        }
        out.println();
        Finding finding = NoiseCheck.of(noise);
        out.println("%s %s.%n  %s".formatted(finding.severity().word(), finding.message(), finding.remedy()));
    }
}
