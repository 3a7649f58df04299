package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyMergeTest {
    @TempDir
    Path folder;

    @Test
    void aRightMergePassesOnBothLevelsAndSaysWhatItWouldNotFind() {
        Path text = Samples.base().resolveSibling("suites").resolve("support.jsonl");
        Command verified = verify(merge("1"), "1", "--text", text, "--device", "cpu", "--threads", 1, "--quiet");
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out())
                .contains("verdict  PASS", "support.jsonl", "on purpose: scale x1.01, found", "smallest error found");
    }

    @Test
    void aWrongScaleFailsByTheWeightsWithoutRunningAnything() {
        Command verified = verify(merge("0.99"), "1", "--level", "w");
        assertThat(verified.exit()).isEqualTo(Exit.REFUSED);
        assertThat(verified.out()).contains("verdict  FAIL", "error[WEIGHT_DIFFERS]", "  fix    ");
    }

    @Test
    void theReportIsThereForMachines() {
        Command verified = verify(merge("1"), "1", "--level", "w", "--json");
        JsonNode report = JsonMapper.shared().readTree(verified.out());
        assertThat(report.path("verdict").asString()).isEqualTo("PASS");
        assertThat(report.path("logits").isNull()).isTrue();
        assertThat(report.path("inputs").path("merged").asString()).startsWith("sha256:");
    }

    @Test
    void withoutWhatItIsHeldAgainstItIsAUsageError() {
        assertThat(graft("verify-merge", folder).exit()).isEqualTo(Exit.USAGE);
    }

    private Path merge(String weight) {
        Path merged = folder.resolve("merged");
        Command made = graft("merge", "--quiet", "--base", Samples.base(), "--adapter", adapter(weight), merged);
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(Files.exists(merged)).isTrue();
        return merged;
    }

    private static Command verify(Path merged, String weight, Object... options) {
        Object[] words = new Object[options.length + 6];
        words[0] = "verify-merge";
        System.arraycopy(options, 0, words, 1, options.length);
        words[options.length + 1] = "--base";
        words[options.length + 2] = Samples.base();
        words[options.length + 3] = "--adapter";
        words[options.length + 4] = adapter(weight);
        words[options.length + 5] = merged;
        return graft(words);
    }

    private static String adapter(String weight) {
        return Samples.adapter("support") + ":" + weight;
    }
}
