package io.graft.eval.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.suite.Sampling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {
    private static List<String> goldens() throws IOException {
        return Golden.forward();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void whatTextsShareMakesNoDifference(String name) {
        Golden golden = Golden.forward(name);
        golden.run(decoder -> {
            List<Passage> passages = passages(golden.ids());
            List<Score> scores = decoder.score(passages, Adapters.NONE);
            for (int i = 0; i < passages.size(); i++) {
                assertScore(decoder, passages.get(i), scores.get(i));
            }
        });
    }

    /** Long common beginnings and short ones, a text twice, one that is the beginning of another, single tokens. */
    private static List<Passage> passages(int[][] ids) {
        Random random = new Random(1);
        List<Passage> passages = new ArrayList<>();
        int[] text = ids[0];
        for (int kept : new int[] {5, 40, 61}) {
            for (int choice = 0; choice < 4; choice++) {
                int[] other = Arrays.copyOf(text, kept + 1 + choice);
                Arrays.setAll(other, i -> i < kept ? text[i] : random.nextInt(300));
                passages.add(new Passage(other, kept));
            }
        }
        passages.add(new Passage(ids[1], 1));
        passages.add(new Passage(text, 1));
        passages.add(new Passage(text, text.length));
        passages.add(new Passage(Arrays.copyOf(text, 70), 60));
        passages.add(new Passage(Arrays.copyOf(text, 70), 60));
        passages.add(new Passage(Arrays.copyOf(text, 2), 1));
        return passages;
    }

    private static void assertScore(Decoder decoder, Passage passage, Score score) {
        float[][] logits = decoder.logits(passage.ids(), Adapters.NONE);
        boolean greedy = true;
        assertThat(score.logProbabilities()).hasSize(passage.ids().length - passage.from());
        for (int i = passage.from(); i < passage.ids().length; i++) {
            int token = passage.ids()[i];
            double expected = Logits.logProbabilities(logits[i - 1])[token];
            assertThat(score.logProbabilities()[i - passage.from()]).isCloseTo((float) expected, within(2e-5f));
            greedy &= Lot.likeliest(logits[i - 1]) == token;
        }
        assertThat(score.greedy()).isEqualTo(greedy);
    }

    @Test
    void theOrderOfTheTextsMakesNoDifference() {
        Golden golden = Golden.forward("llama");
        golden.run(decoder -> {
            List<Passage> passages = passages(golden.ids());
            List<Passage> reversed = new ArrayList<>(passages);
            Collections.reverse(reversed);

            List<Score> scores = new ArrayList<>(decoder.score(reversed, Adapters.NONE));
            Collections.reverse(scores);
            List<Score> again = decoder.score(passages, Adapters.NONE);

            for (int i = 0; i < scores.size(); i++) {
                assertThat(scores.get(i).logProbabilities())
                        .isEqualTo(again.get(i).logProbabilities());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 40})
    void threadsThatShareTheWorkGiveTheSameEachTime(int shared) {
        Golden golden = Golden.forward("mistral-window");
        int[] text = golden.ids()[0];
        Random random = new Random(2);
        List<Passage> passages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int[] other = text.clone();
            Arrays.setAll(other, place -> place < shared ? text[place] : random.nextInt(300));
            passages.add(new Passage(other, 1 + i));
        }
        golden.run(3, decoder -> {
            List<Score> scores = decoder.score(passages, Adapters.NONE);
            List<Score> again = decoder.score(passages, Adapters.NONE);
            for (int i = 0; i < passages.size(); i++) {
                assertScore(decoder, passages.get(i), scores.get(i));
                assertThat(again.get(i).logProbabilities())
                        .isEqualTo(scores.get(i).logProbabilities());
            }
        });
    }

    @Test
    void nothingIsAskedOfNoText() {
        Golden.forward("llama").run(decoder -> assertThat(decoder.score(List.of(), Adapters.NONE))
                .isEmpty());
    }

    @Test
    void whatTheModelWouldWriteIsGreedy() {
        Golden golden = Golden.forward("qwen3");
        golden.run(decoder -> {
            int[] start = Arrays.copyOf(golden.ids()[0], 20);
            int[] text = Arrays.copyOf(start, 30);
            int[] written = decoder.generate(start, 10, new Sampling.Greedy(), all -> false, Adapters.NONE);
            System.arraycopy(written, 0, text, 20, 10);

            assertThat(decoder.score(List.of(new Passage(text, 20)), Adapters.NONE)
                            .getFirst()
                            .greedy())
                    .isTrue();
            text[25] = (text[25] + 1) % 300;
            assertThat(decoder.score(List.of(new Passage(text, 20)), Adapters.NONE)
                            .getFirst()
                            .greedy())
                    .isFalse();
        });
    }
}
