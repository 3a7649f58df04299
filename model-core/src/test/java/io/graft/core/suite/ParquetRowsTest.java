package io.graft.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import io.graft.core.template.None;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParquetRowsTest {
    private static final Path FOLDER = Path.of("src/test/resources/suite/parquet");

    @Test
    void listsAndObjectsAreReadAsTheyAre() throws IOException {
        List<Row> rows = ParquetRows.read("q", Files.readAllBytes(FOLDER.resolve("questions.parquet")));
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().columns())
                .containsEntry("question", "Which is a fruit?")
                .containsEntry("choices", Map.of("text", List.of("stone", "apple"), "label", List.of("A", "B")))
                .containsEntry("n", 1L)
                .containsEntry("x", 0.5)
                .containsEntry("ok", true);
        assertThat(rows.getLast().columns())
                .containsEntry("n", None.NONE)
                .containsEntry("question", "Welche Farbe – blau?");
    }

    @Test
    void aTaskAsksOfThem() {
        Item item = Suite.read(FOLDER).tasks().getFirst().items().getLast();
        assertThat(item.choices()).containsExactly("ja", "nein", "読者");
        assertThat(item.target()).isEqualTo(new Target.Choices(List.of(2)));
    }

    @Test
    void aBrokenFileIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(FOLDER.resolve("questions.parquet"));
        for (int length : new int[] {0, 3, 12, whole.length / 2, whole.length - 1}) {
            assertThatThrownBy(() -> ParquetRows.read("q", Arrays.copyOf(whole, length)))
                    .isInstanceOfSatisfying(
                            GraftException.class, e -> assertThat(e.code()).isEqualTo(SuiteError.SUITE_DATA_MALFORMED));
        }
    }
}
