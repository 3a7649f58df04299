package io.graft.eval.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.suite.Sampling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateTest {
    private static final Sampling GREEDY = new Sampling.Greedy();

    @ParameterizedTest
    @ValueSource(strings = {"llama", "mistral-window", "gemma3-text", "gpt2"})
    void eachTokenIsTheLikeliestAfterAllBeforeIt(String name) {
        Golden golden = Golden.forward(name);
        golden.run(decoder -> {
            int[] text = Arrays.copyOf(golden.ids()[0], 30);
            int[] written = decoder.generate(text, 12, GREEDY, all -> false, Adapters.NONE);

            for (int token : written) {
                float[][] logits = decoder.logits(text, Adapters.NONE);
                assertThat(token).isEqualTo(Lot.likeliest(logits[text.length - 1]));
                text = Arrays.copyOf(text, text.length + 1);
                text[text.length - 1] = token;
            }
        });
    }

    @Test
    void itEndsWhereItIsStopped() {
        Golden golden = Golden.forward("llama");
        golden.run(decoder -> {
            int[] written = decoder.generate(golden.ids()[0], 50, GREEDY, all -> all.length == 3, Adapters.NONE);

            assertThat(written).hasSize(3);
        });
    }

    @Test
    void theSameSeedWritesTheSameText() {
        Golden golden = Golden.forward("llama");
        golden.run(decoder -> {
            int[] one = sampled(decoder, golden, 7);

            assertThat(sampled(decoder, golden, 7)).isEqualTo(one);
            assertThat(sampled(decoder, golden, 8)).isNotEqualTo(one);
        });
    }

    private static int[] sampled(Decoder decoder, Golden golden, long seed) {
        return decoder.generate(golden.ids()[0], 20, new Sampling.Random(1, 0, 1, seed), all -> false, Adapters.NONE);
    }

    @Test
    void tokensComeAsOftenAsTheyAreLikely() {
        Map<Integer, Integer> counts = counted(new Sampling.Random(1, 0, 1, 3));

        assertThat(counts.getOrDefault(2, 0) / 20_000.0).isBetween(0.655, 0.675);
        assertThat(counts.getOrDefault(0, 0) / 20_000.0).isBetween(0.235, 0.255);
        assertThat(counts.getOrDefault(1, 0) / 20_000.0).isBetween(0.08, 0.1);
    }

    @Test
    void onlyTheLikeliestAreDrawn() {
        assertThat(counted(new Sampling.Random(1, 2, 1, 3))).containsOnlyKeys(0, 2);
        assertThat(counted(new Sampling.Random(1, 0, 0.6, 3))).containsOnlyKeys(2);
        assertThat(counted(new Sampling.Random(1, 0, 0.7, 3))).containsOnlyKeys(0, 2);
        assertThat(counted(new Sampling.Random(0.01, 0, 1, 3))).containsOnlyKeys(2);
    }

    /** Of the logits 1, 0 and 2. */
    private static Map<Integer, Integer> counted(Sampling sampling) {
        Lot lot = Lot.of(sampling);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            counts.merge(lot.draw(new float[] {1, 0, 2}), 1, Integer::sum);
        }
        return counts;
    }
}
