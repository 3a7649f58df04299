package io.graft.core.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ascending by magnitude, equals as they stand: held to a stable sort. */
class RowRanksTest {
    @ParameterizedTest
    @EnumSource
    void areThoseOfAStableSort(SelectionTest.Data data) {
        Random random = new Random(data.name().hashCode());
        for (int length : new int[] {1, 2, 3, 100, 5632}) {
            double[] values = IntStream.range(0, length + 1)
                    .mapToDouble(i -> data.value(random, i))
                    .toArray();
            int[] expected = IntStream.range(0, length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> Math.abs(values[i + 1])))
                    .mapToInt(Integer::intValue)
                    .toArray();

            assertThat(new RowRanks(length).ascending(values, 1)).isEqualTo(expected);
        }
    }
}
