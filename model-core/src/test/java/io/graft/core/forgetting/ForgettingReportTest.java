package io.graft.core.forgetting;

import static io.graft.core.forgetting.Asked.base;
import static io.graft.core.forgetting.Asked.choices;
import static io.graft.core.forgetting.Asked.losses;
import static io.graft.core.forgetting.Asked.means;
import static io.graft.core.forgetting.Asked.merged;
import static io.graft.core.forgetting.Asked.parent;
import static io.graft.core.forgetting.Asked.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ForgettingReportTest {
    private static final TaskScores FACTS = choices("facts", 2000, 1300, 0, 0);

    private static TaskScores facts(int lost, int gained) {
        return choices("facts", 2000, 1300, lost, gained);
    }

    private static Difference first(ForgettingReport report) {
        return report.comparisons().getFirst().tasks().getFirst();
    }

    @Test
    void aModelThatIsNoWorsePasses() {
        ForgettingReport report = report(merged(facts(20, 18)), base(FACTS));

        assertThat(report.verdict()).isEqualTo(new Verdict.Pass());
        Difference facts = first(report);
        assertThat(facts.before()).isEqualTo(0.65);
        assertThat(facts.after()).isEqualTo(0.649);
        assertThat(facts.change()).isCloseTo(-0.001, within(1e-12));
        assertThat(facts.error()).isCloseTo(Math.sqrt((0.019 - 1e-6) / 1999), within(1e-12));
        assertThat(facts.margin()).isCloseTo(0.02, within(1e-12));
        assertThat(facts.retention()).isCloseTo(0.399 / 0.4, within(1e-12));
    }

    @Test
    void aModelThatIsWorseByMoreThanTheMarginFails() {
        ForgettingReport report = report(merged(facts(150, 20)), base(FACTS));

        assertThat(report.verdict()).isEqualTo(new Verdict.Fail());
        assertThat(report.comparisons().getFirst().suspects())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.adjusted()).isLessThan(1e-6));
    }

    /** A smaller drop than the margin, not significant by itself: what most gates let through. */
    @Test
    void aFewDocumentsDoNotTell() {
        ForgettingReport report =
                report(merged(choices("facts", 200, 130, 8, 6)), base(choices("facts", 200, 130, 0, 0)));

        assertThat(report.verdict())
                .isInstanceOfSatisfying(Verdict.Inconclusive.class, open -> assertThat(open.documentsNeeded())
                        .isBetween(700L, 1000L)); // 6.18 · 0.07 / 0.02², less 200
    }

    @Test
    void noNumberOfDocumentsClearsALossOfTheMargin() {
        assertThat(report(merged(facts(60, 20)), base(FACTS)).verdict()).isEqualTo(new Verdict.Inconclusive(null));
    }

    @Test
    void flipsAreListedWithTheirDocuments() {
        Flips flips = first(report(merged(facts(3, 2)), base(FACTS))).flips();

        assertThat(flips).isEqualTo(new Flips(1297, 3, 2, 698, List.of(0, 1, 2), List.of(1300, 1301)));
    }

    @Test
    void oneTaskThatFailsFailsAll() {
        TaskScores sums = choices("sums", 2000, 1500, 0, 0);

        ForgettingReport report = report(merged(facts(5, 5), choices("sums", 2000, 1500, 200, 0)), base(FACTS, sums));

        assertThat(report.comparisons().getFirst().tasks())
                .extracting(task -> String.valueOf(
                        task.verdict() == null ? null : task.verdict().word()))
                .containsExactly("PASS", "FAIL");
        assertThat(report.verdict()).isEqualTo(new Verdict.Fail());
    }

    @Test
    void eachParentGuardsWhatItCanDo() {
        Arm first = parent("first", FACTS, choices("sums", 2000, 520, 0, 0));
        Arm second = parent("second", choices("facts", 2000, 1300, 400, 0), choices("sums", 2000, 1900, 0, 0));

        ForgettingReport report = report(merged(facts(2, 0), choices("sums", 2000, 1900, 600, 0)), first, second);

        assertThat(report.margins().excluded()).extracting(Excluded::task).containsExactly("sums");
        assertThat(report.comparisons())
                .extracting(Comparison::reference, comparison -> comparison.verdict())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("first", new Verdict.Pass()),
                        org.assertj.core.groups.Tuple.tuple("second", new Verdict.Fail()));
    }

    @Test
    void tasksNearChanceAreNamedAndNotDecidedOn() {
        TaskScores guessed = choices("guessed", 2000, 600, 0, 0);

        ForgettingReport report = report(merged(choices("guessed", 2000, 600, 90, 0)), base(guessed));

        assertThat(report.margins().excluded())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("0.3000").contains("0.2500"));
        assertThat(first(report).verdict()).isNull();
        assertThat(first(report).retention()).isNull();
        assertThat(report.verdict()).isEqualTo(new Verdict.Inconclusive(null));
    }

    @Test
    void aFloorFailsWhatNoMarginGuards() {
        Rule rule = new Rule(0.05, 1, 0.95, 0.005, 0.01, null, 0.8, 0, Map.of("guessed", -0.02));
        TaskScores guessed = choices("guessed", 2000, 600, 0, 0);

        ForgettingReport report = report(rule, merged(choices("guessed", 2000, 600, 90, 0)), base(guessed));

        assertThat(report.verdict()).isEqualTo(new Verdict.Fail());
    }

    @Test
    void smallLossesEverywhereAddUp() {
        TaskScores sums = choices("sums", 2000, 1500, 0, 0);
        Arm drained = merged(facts(40, 0), choices("sums", 2000, 1500, 40, 0));

        assertThat(report(drained, base(FACTS, sums)).verdict()).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(report(Rule.DEFAULT.withMacroMargin(0.005), drained, base(FACTS, sums))
                        .verdict())
                .isEqualTo(new Verdict.Fail());
    }

    @Test
    void moreLooksAskForMore() {
        Rule looks = new Rule(0.05, 3, 0.95, 0.005, 0.01, 0.005, 0.8, 0, Map.of());

        assertThat(report(looks, merged(facts(20, 18)), base(FACTS)).z()).isCloseTo(1.992, within(1e-3));
    }

    @Test
    void onePercentOfPerplexityMayBeLost() {
        TaskScores text = losses("text", 500, i -> 200 + i % 7, _ -> 100);

        Difference same = first(report(merged(losses("text", 500, i -> 200.3 + i % 7 + i % 2, _ -> 100)), base(text)));
        Difference worse = first(report(merged(losses("text", 500, i -> 202 + i % 7 + i % 2, _ -> 100)), base(text)));

        assertThat(same.basis()).isEqualTo(Difference.Basis.RATIO);
        assertThat(same.change()).isCloseTo(-0.008, within(1e-9));
        assertThat(same.verdict()).isEqualTo(new Verdict.Pass());
        assertThat(worse.verdict()).isEqualTo(new Verdict.Fail());
    }

    @Test
    void theSameQuestionsInOtherWordsAreNotCompared() {
        TaskScores other = new TaskScores(
                "facts",
                "acc,none",
                true,
                0.25,
                Digest.of("other"),
                Digest.of("x"),
                facts(1, 1).scores());

        assertRefused(ForgettingError.ARMS_ASKED_DIFFERENTLY, merged(other), base(FACTS));
        assertRefused(ForgettingError.ARMS_ASKED_DIFFERENTLY, merged(choices("facts", 1999, 1300, 0, 0)), base(FACTS));
        assertRefused(ForgettingError.ARMS_ASKED_DIFFERENTLY, merged(), base(FACTS));
    }

    @Test
    void anAdapterThatWasNeverAppliedIsNoticed() {
        assertRefused(ForgettingError.ARMS_IDENTICAL, merged(FACTS), base(FACTS));
        assertThat(report(merged(facts(2, 1)), base(FACTS), parent("idle", FACTS))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.where()).isEqualTo("idle"));
    }

    @Test
    void scoresThatAreNoNumbersAreRefused() {
        assertRefused(
                ForgettingError.ARMS_SCORES_UNUSABLE,
                merged(means("facts", 2000, _ -> Double.NaN)),
                base(means("facts", 2000, _ -> 0.5)));
    }

    private static void assertRefused(ForgettingError code, Arm merged, Arm base) {
        assertThatThrownBy(() -> report(merged, base))
                .isInstanceOfSatisfying(
                        GraftException.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void aReportSurvivesJson() {
        ForgettingReport report = report(merged(facts(20, 18)), base(FACTS), parent("idle", FACTS));

        String json = JsonMapper.shared().writeValueAsString(report);

        assertThat(json).contains("\"verdict\":\"PASS\"").contains("\"basis\":\"tango\"");
        assertThat(JsonMapper.shared().readValue(json, ForgettingReport.class)).isEqualTo(report);
    }
}
