package io.graft.eval.decoder;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.suite.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Measures scoring: documents of one continuation each, and documents of four choices. Arguments: the model's folder, documents,
 * context and choice lengths in tokens, threads.
 */
final class BenchmarkScoring {
    private final Decoder decoder;
    private final int documents;
    private final Random random = new Random(1);

    private BenchmarkScoring(Decoder decoder, int documents) {
        this.decoder = decoder;
        this.documents = documents;
    }

    public static void main(String[] arguments) throws IOException {
        int[] numbers =
                Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
        long start = System.nanoTime();
        try (Checkpoint checkpoint = Checkpoint.open(Path.of(arguments[0]));
                Decoder decoder = Decoder.open(checkpoint, new DecoderOptions("cpu", numbers[3]))) {
            System.out.printf("opened in %.2f s%n", (System.nanoTime() - start) / 1e9);
            BenchmarkScoring benchmark = new BenchmarkScoring(decoder, numbers[0]);
            benchmark.measure("warm-up", 8, 1, numbers[1], numbers[2]);
            benchmark.measure("single", benchmark.documents * 2, 1, numbers[1], numbers[2]);
            benchmark.measure("four choices", benchmark.documents, 4, numbers[1], numbers[2]);
            benchmark.generate();
        }
        Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM") || line.startsWith("RssAnon"))
                .forEach(System.out::println);
    }

    private void measure(String name, int count, int choices, int context, int choice) {
        List<Passage> passages = new ArrayList<>();
        long tokens = 0;
        for (int i = 0; i < count; i++) {
            int[] shared = tokens(context);
            for (int j = 0; j < choices; j++) {
                int[] ids = Arrays.copyOf(shared, context + choice);
                System.arraycopy(tokens(choice), 0, ids, context, choice);
                passages.add(new Passage(ids, context));
                tokens += ids.length;
            }
        }
        long start = System.nanoTime();
        decoder.score(passages, Adapters.NONE);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %.2f documents/s, %.0f tokens/s%n", name, count / seconds, tokens / seconds);
    }

    private void generate() {
        long start = System.nanoTime();
        decoder.generate(tokens(64), 32, new Sampling.Greedy(), all -> false, Adapters.NONE);
        System.out.printf("generated 32 tokens: %.0f ms each%n", (System.nanoTime() - start) / 32e6);
    }

    private int[] tokens(int count) {
        return random.ints(count, 0, decoder.vocabulary()).toArray();
    }
}
