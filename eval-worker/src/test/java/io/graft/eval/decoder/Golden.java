package io.graft.eval.decoder;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What transformers and PEFT computed: tiny models, and the logits that belong to some ids. */
record Golden(Path folder) {
    private static final Path ALL = Path.of("src/test/resources/decoder");

    static List<String> forward() throws IOException {
        try (Stream<Path> goldens = Files.list(ALL.resolve("forward"))) {
            return goldens.map(golden -> golden.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static Golden forward(String name) {
        return new Golden(ALL.resolve("forward").resolve(name));
    }

    static Golden adapted(String name) {
        return new Golden(ALL.resolve("adapters").resolve(name));
    }

    Path base() {
        return Files.exists(folder.resolve("base")) ? folder.resolve("base") : folder;
    }

    Path adapter(String name) {
        return folder.resolve(name);
    }

    /** One row for each text. */
    int[][] ids() {
        try (SafetensorsFile file = file()) {
            Tensor ids = file.tensor("input_ids");
            int rows = ids.shape().rank() == 1 ? 1 : (int) ids.shape().dim(0);
            int[][] all = new int[rows][(int) (ids.elements() / rows)];
            for (int i = 0; i < ids.elements(); i++) {
                all[i / all[0].length][i % all[0].length] = ids.dtype().bytes() == Long.BYTES
                        ? (int) ids.data().getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i)
                        : ids.data().getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i);
            }
            return all;
        }
    }

    /** One row for each id, of all texts. */
    float[][] logits(String name) {
        try (SafetensorsFile file = file()) {
            Tensor logits = file.tensor(name);
            int vocabulary = (int) logits.shape().dim(logits.shape().rank() - 1);
            float[][] rows = new float[(int) logits.elements() / vocabulary][vocabulary];
            for (int i = 0; i < logits.elements(); i++) {
                rows[i / vocabulary][i % vocabulary] = logits.data().getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
            }
            return rows;
        }
    }

    private SafetensorsFile file() {
        return SafetensorsFile.open(folder.resolve("golden.safetensors"));
    }

    /** Opens the model for as long as the work takes. */
    void run(Work work) {
        run(1, work);
    }

    void run(int threads, Work work) {
        try (Checkpoint checkpoint = Checkpoint.open(base());
                Decoder decoder = Decoder.open(checkpoint, new DecoderOptions("cpu", threads))) {
            work.with(decoder);
        }
    }

    @FunctionalInterface
    interface Work {
        void with(Decoder decoder);
    }
}
