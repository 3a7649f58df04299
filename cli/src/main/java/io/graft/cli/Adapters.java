package io.graft.cli;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.LowRank;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.extraction.AdapterFolder;
import io.graft.core.extraction.Extraction;
import io.graft.core.extraction.Truncation;
import io.graft.core.quantization.Dequantisation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft adapter}. */
@Command(
        name = "adapter",
        description =
                "Makes adapters in PEFT's format: several into one, or out of a model that was trained as a whole.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  graft adapter merge --base ./llama --adapter ./sentiment:0.7 --adapter ./support:0.5 ./both",
            "  graft adapter merge --base ./llama --adapter ./a --adapter ./b --rank 16 ./both",
            "  graft adapter extract --base ./llama --energy 0.95 ./tuned ./as-adapter"
        })
final class Adapters {
    private Adapters() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Adapters())
                .addSubcommand(new Merge(terminal))
                .addSubcommand(new Extract(terminal));
    }

    /** How much is kept. */
    static final class Kept {
        @Option(names = "--rank", paramLabel = "R", description = "Keep so many singular values of each layer.")
        private @Nullable Integer rank;

        @Option(
                names = "--energy",
                paramLabel = "SHARE",
                description = "Keep as few as have this share of the squared norm, such as 0.95.")
        private @Nullable Double energy;

        Truncation truncation() {
            if (rank != null) {
                return new Truncation.ToRank(rank);
            }
            return energy == null ? new Truncation.Nothing() : new Truncation.ToEnergy(energy);
        }

        static Truncation of(@Nullable Kept kept) {
            return kept == null ? new Truncation.Nothing() : kept.truncation();
        }
    }

    /** {@code graft adapter merge}. */
    @Command(
            name = "merge",
            description =
                    "Puts LoRAs of one base together as one LoRA: exactly, with the ranks added up, unless --rank or --energy"
                            + " says how much to keep.")
    static final class Merge implements Callable<Integer> {
        private final Terminal terminal;

        @Option(
                names = "--base",
                required = true,
                paramLabel = "DIR",
                description = "What all of them were trained on.")
        private Path base;

        @Option(
                names = "--adapter",
                required = true,
                paramLabel = "DIR[:WEIGHT]",
                converter = WeightedFolder.Converter.class,
                description = "A LoRA, with weight 1 unless given. Repeated for each.")
        private List<WeightedFolder> adapters = new ArrayList<>();

        @ArgGroup
        private @Nullable Kept kept;

        @Parameters(paramLabel = "OUT", description = "A folder that is not there yet.")
        private Path out;

        Merge(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            List<Extraction.Weighted> open = new ArrayList<>();
            try (Checkpoint model = Dequantisation.open(base)) {
                adapters.forEach(one -> open.add(
                        new Extraction.Weighted(one.folder().toString(), Adapter.open(one.folder()), one.weight())));
                Extraction sum = Extraction.sum(open, model, Kept.of(kept));
                boolean flipped = open.getFirst().adapter().changes(model).all().stream()
                        .anyMatch(change -> change instanceof LowRank delta
                                && delta.transposed()
                                && !delta.a().name().contains("embedding"));
                new AdapterFolder(sum, base.toString(), Fingerprint.of(model), flipped).write(out);
                print(sum, out, terminal.out());
            } finally {
                open.forEach(one -> one.adapter().close());
            }
            return Exit.DONE;
        }
    }

    /** {@code graft adapter extract}. */
    @Command(
            name = "extract",
            description =
                    "Makes a LoRA of what turned a base into a tuned model, by singular values; vectors that changed, and"
                            + " embeddings, are kept whole (modules_to_save).")
    static final class Extract implements Callable<Integer> {
        private final Terminal terminal;

        @Option(names = "--base", required = true, paramLabel = "DIR", description = "What the model was before.")
        private Path base;

        @ArgGroup(multiplicity = "1")
        private @Nullable Kept kept;

        @Parameters(index = "0", paramLabel = "TUNED", description = "The model that was trained.")
        private Path tuned;

        @Parameters(index = "1", paramLabel = "OUT", description = "A folder that is not there yet.")
        private Path out;

        Extract(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (Checkpoint before = Dequantisation.open(base);
                    Checkpoint after = Dequantisation.open(tuned)) {
                Extraction difference = Extraction.difference(after, before, Kept.of(kept));
                new AdapterFolder(difference, base.toString(), Fingerprint.of(before), false).write(out);
                print(difference, out, terminal.out());
            }
            return Exit.DONE;
        }
    }

    private static void print(Extraction made, Path out, PrintWriter to) {
        to.println(
                "%d layers of rank %d or less are in %s".formatted(made.layers().size(), made.rank(), out));
        to.println("  lost     %.3g of the change (relative Frobenius norm)".formatted(made.error()));
        if (!made.saved().isEmpty()) {
            to.println("  whole    %d tensors".formatted(made.saved().size()));
        }
        made.passedOver()
                .forEach(name -> to.println("  left out %s: the base has none of that name and shape".formatted(name)));
    }
}
