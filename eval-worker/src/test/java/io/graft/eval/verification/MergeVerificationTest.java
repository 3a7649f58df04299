package io.graft.eval.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.preflight.Finding;
import io.graft.core.verification.InjectedFault;
import io.graft.core.verification.LogitCheck;
import io.graft.core.verification.Verdict;
import io.graft.core.verification.VerificationReport;
import io.graft.eval.decoder.DecoderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** On the samples: right merges pass, and each of the faults that are made in practice fails, by the answers alone. */
class MergeVerificationTest {
    private static final VerificationOptions ANSWERS = answersAt(4096, 2);
    private static final VerificationOptions FEW = answersAt(512, 1);
    private static final SampleMerge SENTIMENT = one("SENTIMENT", 1);

    private static SampleMerge.Answers sentiment;

    @TempDir
    Path folder;

    @BeforeAll
    static void run() throws Exception {
        sentiment = SENTIMENT.answers(ANSWERS, Text.sample(), reviews());
    }

    @AfterAll
    static void close() {
        sentiment.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SENTIMENT-2", "SUPPORT"})
    void aRightMergePasses(String adapter) throws Exception {
        SampleMerge merge = one(adapter, 1);
        assertRight(merge.verify(merge.into(merged()), ANSWERS, reviews()));
    }

    @Test
    void theRightMergePassesWhereTheWrongOnesFail() throws Exception {
        assertRight(sentiment.check(SENTIMENT.into(merged())));
    }

    @Test
    void aRightMergeOfTwoAdaptersWithWeightsPasses() throws Exception {
        SampleMerge merge = SampleMerge.of("""
                merge_method: task_arithmetic
                base_model: BASE
                models:
                  - {model: BASE+SENTIMENT, parameters: {weight: 0.7}}
                  - {model: BASE+SUPPORT, parameters: {weight: 0.4}}
                """);
        assertRight(merge.verify(merge.into(merged()), ANSWERS, reviews()));
    }

    @Test
    void oneModuleSkippedFails() throws Exception {
        assertWrong(SampleMerge.of("""
                merge_method: task_arithmetic
                base_model: BASE
                models:
                  - model: BASE+SENTIMENT
                    parameters: {weight: [{filter: layers.2.self_attn.q_proj, value: 0}, {value: 1}]}
                """));
    }

    @Test
    void aScaleOnePerCentOffFails() throws Exception {
        assertWrong(one("SENTIMENT", 1.01));
    }

    @Test
    void mergedTwiceFails() throws Exception {
        Path once = SENTIMENT.into(folder.resolve("once"));
        assertWrong(SampleMerge.of(once, SampleMerge.SAMPLES.resolve("adapters/sentiment"), 1));
    }

    @Test
    void layersSwappedFails() throws Exception {
        assertWrong(SampleMerge.of("""
                merge_method: passthrough
                slices:
                  - sources: [{model: BASE+SENTIMENT, layer_range: [0, 1]}]
                  - sources: [{model: BASE+SENTIMENT, layer_range: [2, 3]}]
                  - sources: [{model: BASE+SENTIMENT, layer_range: [1, 2]}]
                  - sources: [{model: BASE+SENTIMENT, layer_range: [3, 4]}]
                """));
    }

    @Test
    void theScaleOfRsLoraForgottenFails() throws Exception {
        Path plain = SampleMerge.SAMPLES.resolve("adapters/sentiment");
        Path stabilised = copy(plain, folder.resolve("rslora"));
        Path config = stabilised.resolve("adapter_config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"use_rslora\": false", "\"use_rslora\": true")
                        .replace("\"lora_alpha\": 16", "\"lora_alpha\": 6"));
        Path base = SampleMerge.SAMPLES.resolve("base");
        SampleMerge right = SampleMerge.of(base, stabilised, 1);
        Path forgotten = copy(stabilised, folder.resolve("forgotten"));
        Files.writeString(
                forgotten.resolve("adapter_config.json"),
                Files.readString(config).replace("\"use_rslora\": true", "\"use_rslora\": false"));
        try (SampleMerge.Answers answers = right.answers(FEW, reviews())) {
            assertThat(answers.check(right.into(folder.resolve("right"))).verdict())
                    .isEqualTo(Verdict.PASS);
            assertWrong(answers.check(SampleMerge.of(base, forgotten, 1).into(merged())));
        }
    }

    @Test
    void theTokenizerOfAnotherModelFails() throws Exception {
        Path merged = SENTIMENT.into(merged());
        Path tokenizer = merged.resolve("tokenizer.json");
        String json = Files.readString(tokenizer);
        Files.writeString(
                tokenizer,
                json.replace("\"e\":", "\"\u0000:").replace("\"a\":", "\"e\":").replace("\"\u0000:", "\"a\":"));
        VerificationReport report = SENTIMENT.verify(merged, FEW, reviews());
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.findings()).extracting(Finding::code).containsExactly("TOKENIZER_DIFFERS");
    }

    @Test
    void aMergeWithoutATwinIsNotPassedInSilence() throws Exception {
        SampleMerge merge = SampleMerge.of("""
                merge_method: ties
                base_model: BASE
                models:
                  - {model: BASE+SENTIMENT, parameters: {weight: 1, density: 0.5}}
                  - {model: BASE+SUPPORT, parameters: {weight: 1, density: 0.5}}
                """);
        VerificationReport report = merge.verify(merge.into(merged()), ANSWERS);
        assertThat(report.logits()).isNull();
        assertThat(report.findings()).extracting(Finding::code).containsExactly("NO_DYNAMIC_TWIN");
    }

    private static SampleMerge one(String adapter, double weight) {
        return SampleMerge.of("""
                merge_method: task_arithmetic
                base_model: BASE
                models:
                  - {model: BASE+%s, parameters: {weight: %s}}
                """.formatted(adapter, weight));
    }

    private static VerificationOptions answersAt(int positions, int draws) {
        return new VerificationOptions(
                VerificationOptions.Level.L, new DecoderOptions("cpu", 1), positions, 256, draws, 1);
    }

    private Path merged() {
        return folder.resolve("merged");
    }

    private static Text reviews() throws IOException {
        return new Text("reviews", Files.readString(SampleMerge.SAMPLES.resolve("suites/sentiment.jsonl")));
    }

    private static void assertRight(VerificationReport report) {
        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.PASS);
        assertRight(Objects.requireNonNull(report.logits()));
        assertThat(JsonMapper.shared()
                        .readValue(JsonMapper.shared().writeValueAsString(report), VerificationReport.class))
                .isEqualTo(report);
    }

    private static void assertRight(LogitCheck logits) {
        assertThat(logits.verdict()).as("%s", logits).isEqualTo(Verdict.PASS);
        assertThat(logits.faults()).hasSize(2).allMatch(InjectedFault::found);
        assertThat(logits.merged().positions()).isGreaterThanOrEqualTo(4096);
        assertThat(logits.smallestScaleError()).isLessThan(0.01);
    }

    private void assertWrong(SampleMerge wrong) throws Exception {
        assertWrong(sentiment.check(wrong.into(merged())));
    }

    private static void assertWrong(LogitCheck logits) {
        assertThat(logits.verdict()).as("%s", logits).isEqualTo(Verdict.FAIL);
        assertThat(logits.findings()).extracting(Finding::code).contains("LOGITS_DIFFER");
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : List.of("adapter_config.json", "adapter_model.safetensors")) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
        return to;
    }
}
