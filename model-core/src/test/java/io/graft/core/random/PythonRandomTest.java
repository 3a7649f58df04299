package io.graft.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are what CPython 3.11 printed. */
class PythonRandomTest {
    @ParameterizedTest
    @CsvSource({
        "0,                   0.8444218515250481,  0.420571580830845,    1112038970, 123, 1, 4, 991, 1023484162",
        "1,                   0.13436424411240122, 0.763774618976614,    1095513148,  15, 1, 7, 667,  815217483",
        "1234,                0.9664535356921388,  0.007491470058587191, 3912611952, 120, 0, 1, 784,  761574164",
        "-1234,               0.9664535356921388,  0.007491470058587191, 3912611952, 120, 0, 1, 784,  761574164",
        "1099511627783,       0.6137037779936511,  0.9450115087592873,   2449809396,  90, 1, 9, 129, 1109850863",
        "9223372036854775807, 0.3166448820870279,  0.8035542479972343,   1947612296,  13, 1, 2, 724,  773384839",
    })
    void drawsWhatPythonDraws(
            long seed, double first, double third, long word, long seven, int two, int ten, int thousand, int large) {
        PythonRandom random = new PythonRandom(seed);
        assertThat(random.random()).isEqualTo(first);
        random.random();
        assertThat(random.random()).isEqualTo(third);
        assertThat(random.bits(32)).isEqualTo(word);
        assertThat(random.bits(7)).isEqualTo(seven);
        assertThat(random.below(1)).isZero();
        assertThat(random.below(2)).isEqualTo(two);
        assertThat(random.below(10)).isEqualTo(ten);
        assertThat(random.below(1000)).isEqualTo(thousand);
        assertThat(random.below(Integer.MAX_VALUE)).isEqualTo(large);
    }

    @Test
    void samplesAndChoosesWhatPythonDoesOnBothSidesOfItsPool() {
        PythonRandom random = new PythonRandom(1234);
        assertThat(random.sample(100, 5)).containsExactly(99, 56, 14, 0, 11);
        assertThat(random.sample(20, 5)).containsExactly(18, 1, 2, 3, 11);
        assertThat(random.sample(21, 21)).startsWith(7, 0, 19, 18, 11);
        assertThat(random.sample(85, 6)).containsExactly(34, 71, 8, 38, 61, 45);
        assertThat(random.sample(86, 6)).containsExactly(34, 31, 83, 25, 58, 67);
        assertThat(random.sample(10000, 30)).endsWith(648, 6819, 4534, 658, 2905);
        assertThat(random.choices(7, 10)).containsExactly(1, 2, 5, 5, 3, 3, 5, 3, 4, 3);
        List<Integer> list = numbers(10);
        random.shuffle(list);
        assertThat(list).containsExactly(9, 8, 1, 6, 4, 5, 3, 2, 7, 0);
    }

    @Test
    void goesOnBeyondOneStateOfTheTwister() {
        PythonRandom random = new PythonRandom(0);
        for (int i = 0; i < 10_000; i++) {
            random.random();
        }
        assertThat(random.random()).isEqualTo(0.8134267156709766);
    }

    @Test
    void samplesTheItemsAtTheSampledPlaces() {
        assertThat(new PythonRandom(7).sample(numbers(50), 8))
                .containsExactlyElementsOf(
                        IntStream.of(new PythonRandom(7).sample(50, 8)).boxed().toList());
    }

    @Test
    void refusesWhatPythonRefuses() {
        PythonRandom random = new PythonRandom(0);
        assertThatThrownBy(() -> random.below(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.sample(3, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.choices(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Integer> numbers(int count) {
        return new ArrayList<>(IntStream.range(0, count).boxed().toList());
    }
}
