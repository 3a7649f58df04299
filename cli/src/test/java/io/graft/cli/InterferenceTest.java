package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InterferenceTest {
    @TempDir
    Path folder;

    /** As the forgetting report does: the mean of two seeds forgets nothing, that of two skills forgets both. */
    @Test
    void twoSeedsOfOneSkillAreInOrderAndTwoSkillsAreNot() {
        JsonNode seeds = compared("sentiment", "sentiment-2");
        JsonNode skills = compared("sentiment", "support");

        assertThat(seeds.at("/pairs/0/cosine").asDouble()).isGreaterThan(0.5);
        assertThat(skills.at("/pairs/0/cosine").asDouble()).isBetween(-0.1, 0.1);
        assertThat(seeds.at("/pairs/0/signConflict").asDouble())
                .isLessThan(skills.at("/pairs/0/signConflict").asDouble());
        assertThat(seeds.at("/pairs/0/outputOverlap").asDouble())
                .isGreaterThan(skills.at("/pairs/0/outputOverlap").asDouble());
        assertThat(seeds.at("/suggestion/serveUnmerged").asBoolean()).isFalse();
        assertThat(seeds.at("/suggestion/method").asString()).isEqualTo("linear");
        assertThat(skills.at("/suggestion/serveUnmerged").asBoolean()).isTrue();
    }

    @Test
    void aFineTuneIsComparedAsWhatItChanged() throws IOException {
        merge("sentiment");
        merge("support");
        JsonNode merged = json(
                "interference",
                "--base",
                Samples.base(),
                folder.resolve("sentiment"),
                folder.resolve("support"),
                "--json");
        JsonNode adapters = compared("sentiment", "support");

        assertThat(merged.at("/pairs/0/modules").size()).isGreaterThanOrEqualTo(28);
        assertThat(merged.at("/pairs/0/cosine").asDouble())
                .isCloseTo(adapters.at("/pairs/0/cosine").asDouble(), offset(1e-3));
        assertThat(merged.at("/pairs/0/outputOverlap").isNull()).isTrue();
    }

    @Test
    void severalAreComparedPairByPairForPeople() {
        Command table = graft(
                "interference",
                "--base",
                Samples.base(),
                Samples.adapter("sentiment"),
                Samples.adapter("sentiment-2"),
                Samples.adapter("support"),
                "--modules");

        assertThat(table.exit()).as(table.err()).isZero();
        assertThat(table.out())
                .contains("sentiment + sentiment-2", "sentiment + support", "sentiment-2 + support")
                .contains("Serve them unmerged.", "have nothing in common", "q_proj");
    }

    private void merge(String adapter) {
        assertThat(graft(
                                "merge",
                                "--quiet",
                                "--base",
                                Samples.base(),
                                "--adapter",
                                Samples.adapter(adapter),
                                folder.resolve(adapter))
                        .exit())
                .isZero();
    }

    private static JsonNode compared(String first, String second) {
        return json(
                "interference", "--base", Samples.base(), Samples.adapter(first), Samples.adapter(second), "--json");
    }

    private static JsonNode json(Object... words) {
        Command done = graft(words);
        assertThat(done.exit()).as(done.err()).isZero();
        return JsonMapper.shared().readTree(done.out());
    }
}
