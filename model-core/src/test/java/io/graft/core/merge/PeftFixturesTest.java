package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What PEFT makes of layers and settings that the goldens do not have; {@code peft/make.py} made them. */
class PeftFixturesTest {
    private static final String MERGE = "{merge_method: linear, models: [{model: base+adapter}]}";

    @TempDir
    Path folder;

    private static List<String> fixtures() throws IOException {
        try (Stream<Path> fixtures = Files.list(fixture(""))) {
            return fixtures.filter(Files::isDirectory)
                    .map(fixture -> fixture.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aMergeIsWhatPeftMakes(String name) throws Exception {
        Merging.of(fixture(name), MERGE).into(folder.resolve("out"));

        Comparing.assertWithin(1e-6, folder.resolve("out"), fixture(name).resolve("merged"));
        assertSameEmbeddings(folder.resolve("out"), fixture(name).resolve("merged"));
    }

    private static void assertSameEmbeddings(Path actual, Path expected) {
        try (Checkpoint one = Checkpoint.open(actual);
                Checkpoint other = Checkpoint.open(expected)) {
            assertThat(one.config().tiesEmbeddings()).isEqualTo(other.config().tiesEmbeddings());
            assertThat(one.config().field("vocab_size"))
                    .isEqualTo(other.config().field("vocab_size"));
        }
    }

    private static Path fixture(String name) {
        try {
            return Path.of(Objects.requireNonNull(PeftFixturesTest.class.getResource("/peft/"))
                            .toURI())
                    .resolve(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
