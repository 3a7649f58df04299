package io.graft.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.licence.LicenceFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/findings.md says of every code why it matters, which test raises it, and which one shows that it is not always raised. */
class FindingsPageTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern ROW = Pattern.compile(
            "\\| \\[`([A-Z_]+)`]\\(#([a-z_]+)\\) \\| (error|warning|info) \\| `(\\w+)\\.(\\w+)` \\| `(\\w+)\\.(\\w+)` \\|");

    private final String page = read(PROJECT.resolve("docs/findings.md"));

    @Test
    void everyCodeIsInTheTableAndHasASection() {
        List<String> codes = Stream.concat(
                        Arrays.stream(FindingCode.values()).map(Enum::name),
                        Arrays.stream(LicenceFinding.values()).map(Enum::name))
                .toList();
        assertThat(rows().map(row -> row.group(1))).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(codes).allSatisfy(code -> assertThat(page).contains("\n### " + code + "\n"));
    }

    @Test
    void theSeveritiesAreThoseOfTheCode() {
        assertThat(rows().filter(row -> Arrays.stream(FindingCode.values())
                        .anyMatch(code -> code.name().equals(row.group(1)))))
                .allSatisfy(row -> assertThat(row.group(3))
                        .isEqualTo(FindingCode.valueOf(row.group(1)).severity().word()));
    }

    @Test
    void theTestsOfTheTableExist() {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.group(2)).isEqualTo(row.group(1).toLowerCase(Locale.ROOT));
            assertThat(source(row.group(4))).contains("void " + row.group(5) + "(");
            assertThat(source(row.group(6))).contains("void " + row.group(7) + "(");
            assertThat(row.group(5)).as("raised and not raised").isNotEqualTo(row.group(7));
        });
    }

    private Stream<MatchResult> rows() {
        return ROW.matcher(page).results();
    }

    private static String source(String test) {
        for (String module : List.of("model-core", "registry-service", "cli")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/test/java"))) {
                List<Path> found =
                        files.filter(file -> file.endsWith(test + ".java")).toList();
                if (!found.isEmpty()) {
                    return read(found.getFirst());
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("No test " + test);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
