package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What other tools merge silently wrong is refused here, or merged right. */
class SilentlyWrongTest {
    private static final Path TABLE = Path.of("../docs/silently-wrong.md");

    @TempDir
    Path folder;

    private static List<Trap> traps() {
        return Stream.of(
                        AdapterTraps.all(),
                        StartTraps.all(),
                        EmbeddingTraps.all(),
                        SumTraps.all(),
                        RecipeTraps.all(),
                        MixtureTraps.all(),
                        ModelTraps.all())
                .flatMap(traps -> traps)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("traps")
    void whatOthersGetWrongIsRefusedOrRight(Trap trap) throws Exception {
        trap.check().in(new Scene(folder));
    }

    @Test
    void theUsersTableSaysWhatIsChecked() throws IOException {
        List<String> rows = Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| input |"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(traps().stream().map(Trap::row).toList());
    }
}
