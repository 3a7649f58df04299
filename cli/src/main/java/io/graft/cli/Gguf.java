package io.graft.cli;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.conversion.Exported;
import io.graft.core.conversion.GgufExport;
import io.graft.core.conversion.GgufImport;
import io.graft.core.conversion.Imported;
import io.graft.core.gguf.BlockType;
import io.graft.core.gguf.GgufFile;
import io.graft.core.tensor.DType;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft gguf}. */
@Command(
        name = "gguf",
        description = "Shows GGUF files, and converts models to them and back.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  graft gguf show ./model.gguf",
            "  graft gguf export ./merged --type q8_0 --out ./merged.gguf",
            "  graft gguf import ./model.gguf --out ./model"
        })
final class Gguf {
    private Gguf() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Gguf())
                .addSubcommand(new Show(terminal))
                .addSubcommand(new Export(terminal))
                .addSubcommand(new Import(terminal));
    }

    /** {@code graft gguf show}. */
    @Command(name = "show", description = "Shows what a GGUF file says of itself, and its tensors.")
    static final class Show implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "FILE", description = "A GGUF file.")
        private Path path;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (GgufFile file = GgufFile.open(path)) {
                GgufListing listing = new GgufListing(file);
                if (json) {
                    listing.printJson(terminal.out());
                } else {
                    listing.print(terminal.out());
                }
            }
            return Exit.DONE;
        }
    }

    /** {@code graft gguf export}. */
    @Command(
            name = "export",
            description = "Makes a GGUF file of a model of the families llama, mistral, qwen2 and qwen3.")
    static final class Export implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "DIR", description = "The model: config.json, safetensors, and tokenizer.json.")
        private Path model;

        @Option(
                names = "--type",
                required = true,
                paramLabel = "TYPE",
                description = "What matrices become: q8_0, q4_0, q4_k, f16, bf16 or f32. Vectors stay f32.")
        private String type;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "A file that is not there yet.")
        private Path out;

        Export(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (Checkpoint checkpoint = Checkpoint.open(model)) {
                print(GgufExport.write(checkpoint, BlockType.parse(type), out), terminal.out());
            }
            return Exit.DONE;
        }

        private void print(Exported made, PrintWriter to) {
            String counts = made.counts().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(count -> "%d x %s".formatted(count.getValue(), count.getKey()))
                    .collect(Collectors.joining(", "));
            to.println("%s holds %s".formatted(out, counts));
            made.fallbacks().stream()
                    .sorted(Comparator.naturalOrder())
                    .forEach(
                            name -> to.println("  f16   %s: its rows are no whole blocks of %s".formatted(name, type)));
            notes(made.notes(), to);
        }
    }

    /** {@code graft gguf import}. */
    @Command(
            name = "import",
            description = "Makes a folder of a GGUF file: config.json and decoded safetensors, without a tokenizer.")
    static final class Import implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "FILE", description = "A GGUF file.")
        private Path path;

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "A folder that is not there yet.")
        private Path out;

        @Option(
                names = "--dtype",
                paramLabel = "TYPE",
                description =
                        "What the weights are stored as, such as float32; otherwise as they are in the file, or bfloat16.")
        private @Nullable String dtype;

        Import(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (GgufFile file = GgufFile.open(path)) {
                DType type = dtype == null ? GgufImport.closest(file) : DType.parse(dtype);
                Imported made = GgufImport.write(file, type, out);
                terminal.out()
                        .println("%s holds %d tensors of %s"
                                .formatted(out, made.tensors(), made.dtype().torchName()));
                notes(made.notes(), terminal.out());
            }
            return Exit.DONE;
        }
    }

    private static void notes(List<String> notes, PrintWriter to) {
        notes.forEach(note -> to.println("  note  " + note));
    }
}
