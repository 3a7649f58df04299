package io.graft.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.core.recipe.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Merges of the samples that are right pass, and those that went wrong in the ways that merges do go wrong fail. */
class WeightCheckTest {
    private static final Recipe RECIPE = Forge.recipe(Forge.BASE, Forge.adapter("sentiment"));
    private static final String QUERY = "model.layers.%d.self_attn.q_proj.weight";

    @TempDir
    Path folder;

    private Forge forge;

    @BeforeEach
    void prepare() {
        forge = new Forge(folder);
    }

    private static WeightCheck check(Path merged) throws Exception {
        return Forge.check(RECIPE, merged, Thoroughness.EXACT);
    }

    @Test
    void aRightMergePasses() throws Exception {
        WeightCheck check = check(forge.merge("out", RECIPE));

        assertThat(check.findings()).isEmpty();
        assertThat(check.passed()).isTrue();
        assertThat(check.tensors())
                .extracting(TensorCheck::state)
                .contains(TensorCheck.State.CHANGED)
                .contains(TensorCheck.State.IDENTICAL);
        assertThat(check.tensors())
                .filteredOn(tensor -> tensor.state() == TensorCheck.State.CHANGED)
                .hasSize(28);
        assertThat(check.deltaError()).isBetween(1e-4, 0.2);
        assertThat(check.unchanged()).isBetween(0.0, 0.5);
        assertThat(check.confirmedElements()).isPositive();
    }

    @Test
    void everythingCanBeChecked() throws Exception {
        WeightCheck check = Forge.check(RECIPE, forge.merge("out", RECIPE), Thoroughness.EXACT.whole());

        assertThat(check.passed()).isTrue();
        assertThat(check.checkedElements()).isEqualTo(check.elements());
        assertThat(check.detectionLimit()).startsWith("Every element");
    }

    @Test
    void aSkippedModuleFails() throws Exception {
        Path merged = forge.merge("out", RECIPE);
        String skipped = QUERY.formatted(1);
        Forge.write(merged, skipped, Forge.read(Forge.BASE, skipped));

        WeightCheck check = check(merged);

        assertThat(check.passed()).isFalse();
        assertThat(check.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains(skipped)
                .contains("0.0000 times"));
    }

    @Test
    void aScaleThatIsOffByOnePercentFails() throws Exception {
        Path louder = forge.adapterWith("louder", "sentiment", "\"lora_alpha\": 16", "\"lora_alpha\": 16.16");

        WeightCheck check = check(forge.merge("out", Forge.recipe(Forge.BASE, louder)));

        assertThat(check.passed()).isFalse();
        assertThat(check.findings()).hasSize(28).first().satisfies(finding -> assertThat(finding.message())
                .containsPattern("1\\.0[01]\\d\\d times"));
    }

    @Test
    void aForgottenScaleOfRsLoraFails() throws Exception {
        Path stabilized = forge.adapterWith("rs", "sentiment", "\"use_rslora\": false", "\"use_rslora\": true");
        Recipe recipe = Forge.recipe(Forge.BASE, stabilized);

        assertThat(Forge.check(recipe, forge.merge("right", recipe), Thoroughness.EXACT)
                        .passed())
                .isTrue();
        assertThat(Forge.check(recipe, forge.merge("forgotten", RECIPE), Thoroughness.EXACT)
                        .passed())
                .isFalse();
    }

    @Test
    void aMergeThatWasDoneTwiceFails() throws Exception {
        Path once = forge.merge("once", RECIPE);

        WeightCheck check = check(forge.merge("twice", Forge.recipe(once, Forge.adapter("sentiment"))));

        assertThat(check.passed()).isFalse();
        assertThat(check.findings()).first().satisfies(finding -> assertThat(finding.message())
                .containsPattern("(2\\.00|1\\.99)\\d\\d times"));
    }

    @Test
    void swappedLayersFail() throws Exception {
        Path merged = forge.merge("out", RECIPE);
        byte[] second = Forge.read(merged, QUERY.formatted(2));
        Forge.write(merged, QUERY.formatted(2), Forge.read(merged, QUERY.formatted(3)));
        Forge.write(merged, QUERY.formatted(3), second);

        assertThat(check(merged).findings())
                .extracting(Finding::where)
                .containsExactly(QUERY.formatted(2), QUERY.formatted(3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTokenizerOfAnotherModelFails(boolean exact) throws Exception {
        Path merged = forge.merge("out", RECIPE);
        Forge.replace(merged.resolve("tokenizer.json"), "\"Ġthe\"", "\"Ġthey'd\"");

        WeightCheck check = Forge.check(RECIPE, merged, exact ? Thoroughness.EXACT : Thoroughness.EXACT.withRounding());

        assertThat(check.passed()).isFalse();
        assertThat(check.findings()).extracting(Finding::code).containsExactly("TOKENIZER_DIFFERS");
    }

    @Test
    void anotherBaseFails() throws Exception {
        Path merged = forge.merge("out", RECIPE);
        byte[] norm = Forge.read(merged, "model.norm.weight");
        norm[1] ^= 1;
        Forge.write(merged, "model.norm.weight", norm);
        Forge.replace(merged.resolve("config.json"), "\"rms_norm_eps\"", "\"rms_norm_epsilon\"");

        assertThat(check(merged).findings())
                .extracting(Finding::code)
                .containsExactlyInAnyOrder("WEIGHT_NOT_COPIED", "CONFIG_DIFFERS", "CONFIG_DIFFERS");
    }

    @Test
    void anotherAdapterFails() throws Exception {
        assertThat(check(forge.merge("out", Forge.recipe(Forge.BASE, Forge.adapter("support"))))
                        .passed())
                .isFalse();
    }

    private static Recipe both(String method, String settings) {
        return Recipe.parse(
                """
                merge_method: %1$s
                base_model: {model: {path: "%2$s"}}
                models:
                  - model: {model: {path: "%2$s"}, lora: {path: "%3$s"}}
                    parameters: {weight: 0.6 %5$s}
                  - model: {model: {path: "%2$s"}, lora: {path: "%4$s"}}
                    parameters: {weight: 0.5 %5$s}
                """.formatted(method, Forge.BASE, Forge.adapter("sentiment"), Forge.adapter("support"), settings),
                "recipe.yml");
    }

    @ParameterizedTest
    @CsvSource({"task_arithmetic, ''", "ties, ', density: 0.7'", "dare_ties, ', density: 0.7'"})
    void mergesOfSeveralAreCheckedByTheirOwnRule(String method, String settings) throws Exception {
        Recipe recipe = both(method, settings);
        Path merged = forge.merge("out", recipe);

        WeightCheck right = Forge.check(recipe, merged, Thoroughness.EXACT);
        Forge.write(merged, QUERY.formatted(0), Forge.read(Forge.BASE, QUERY.formatted(0)));
        WeightCheck wrong = Forge.check(recipe, merged, Thoroughness.EXACT);

        assertThat(right.findings()).isEmpty();
        assertThat(right.confirmedElements() > 0).isEqualTo(method.equals("task_arithmetic"));
        assertThat(wrong.findings()).extracting(Finding::where).containsExactly(QUERY.formatted(0));
    }

    /** Merges that PEFT made: rounded elsewhere, so not bit for bit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lora",
                "rslora",
                "dora",
                "lora-bf16",
                "lora-fp16",
                "fan-in-fan-out",
                "modules-to-save",
                "patterns"
            })
    void mergesThatOthersMadePassWithinTheirRounding(String golden) throws Exception {
        Path goldens =
                Path.of("src/test/resources/goldens/peft").resolve(golden).toAbsolutePath();
        Recipe recipe = Recipe.parse("""
                merge_method: linear
                models:
                  - model: {model: {path: "%s"}, lora: {path: "%s"}}
                    parameters: {weight: 1.0}
                """.formatted(goldens.resolve("base"), goldens.resolve("adapter0")), "recipe.yml");

        WeightCheck check = Forge.check(recipe, goldens.resolve("merged"), Thoroughness.EXACT.withRounding());

        assertThat(check.findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isEmpty();
    }

    @Test
    void theModelSaysHowCloselyItCanBeChecked() throws Exception {
        try (Checkpoint own = Checkpoint.open(forge.merge("out", RECIPE));
                Checkpoint other = Checkpoint.open(Forge.BASE)) {
            assertThat(Thoroughness.fit(own).exact()).isTrue();
            assertThat(Thoroughness.fit(other).exact()).isFalse();
        }
    }

    @Test
    void aCheckSurvivesJson() throws Exception {
        Path merged = forge.merge("out", RECIPE);
        Files.delete(merged.resolve("tokenizer.json"));
        VerificationReport report = VerificationReport.of(check(merged), null, List.of(), Map.of(), Map.of());

        String json = JsonMapper.shared().writeValueAsString(report);

        assertThat(report.passed()).isFalse();
        assertThat(JsonMapper.shared().readValue(json, VerificationReport.class))
                .isEqualTo(report);
    }
}
