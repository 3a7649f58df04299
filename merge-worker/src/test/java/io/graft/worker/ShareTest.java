package io.graft.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.merge.PlannedShard;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4", "6, 3", "7, 3", "100, 7", "3, 256"})
    void everyFileIsInExactlyOneShareAndNeighboursStayTogether(int files, int parts) {
        List<PlannedShard> all = files(IntStream.range(0, files).mapToLong(i -> 50 + i % 3));

        assertThat(IntStream.rangeClosed(1, parts).boxed().flatMap(part -> Share.of(all, part, parts).stream()))
                .containsExactlyElementsOf(IntStream.range(0, files).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"6, 3", "9, 3", "100, 4"})
    void filesOfOneSizeAreSharedOutEvenly(int files, int parts) {
        List<PlannedShard> all = files(IntStream.range(0, files).mapToLong(_ -> 1000));

        assertThat(IntStream.rangeClosed(1, parts)
                        .map(part -> Share.of(all, part, parts).size()))
                .containsOnly(files / parts);
    }

    private static List<PlannedShard> files(LongStream sizes) {
        List<Long> all = sizes.boxed().toList();
        return IntStream.range(0, all.size())
                .mapToObj(i -> new PlannedShard("model-%d".formatted(i), List.of(), all.get(i)))
                .toList();
    }
}
