package io.graft.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TuningCheckTest {
    private static final String GOOD = "'method':'lora','learningRate':2e-4,'epochs':2,'generalShare':0.1";

    @Test
    void aTrainingAsIsUsualGivesNoFindings() {
        assertThat(codes(GOOD)).isEmpty();
        assertThat(codes("'method':'full','learningRate':2e-5,'epochs':3,'replay':true"))
                .isEmpty();
    }

    @Test
    void nothingIsSaidOfWhatIsNotStated() {
        assertThat(codes("")).isEmpty();
    }

    @Test
    void aHighLearningRateIsAWarningAndEarlierForAllWeights() {
        assertThat(codes(GOOD + ",'learningRate':0.002")).containsExactly("LEARNING_RATE_HIGH");
        assertThat(codes("'method':'full','learningRate':2e-4,'replay':true")).containsExactly("LEARNING_RATE_HIGH");
    }

    @Test
    void manyEpochsAreAWarning() {
        assertThat(codes(GOOD + ",'epochs':10")).containsExactly("EPOCHS_MANY");
    }

    @Test
    void aShareOfGeneralDataThatIsTooSmallOrTooLargeIsAWarning() {
        assertThat(codes(GOOD + ",'generalShare':0.01")).containsExactly("GENERAL_SHARE_UNUSUAL");
        assertThat(codes(GOOD + ",'generalShare':0.8")).containsExactly("GENERAL_SHARE_UNUSUAL");
    }

    @Test
    void trainingOnOneThingAloneIsAWarning() {
        assertThat(codes("'method':'lora','datasets':['law']")).containsExactly("NOTHING_AGAINST_FORGETTING");
        for (String guard : List.of("'replay':0.1", "'ewc':400", "'distillation':'teacher'", "'frozenLayers':[0,1]")) {
            assertThat(codes("'method':'lora','datasets':['law']," + guard)).isEmpty();
        }
        assertThat(codes("'replay':false,'generalShare':0")).containsExactly("NOTHING_AGAINST_FORGETTING");
    }

    @Test
    void trainingOnAQuantisedBaseIsAWarningWhereThatIsNotTheBase() {
        assertThat(codes(GOOD + ",'quantisedBase':'nf4'")).containsExactly("QUANTISED_TRAINING");
        assertThat(codes("'method':'qlora','generalShare':0.1")).containsExactly("QUANTISED_TRAINING");
        assertThat(codes(GOOD + ",'quantisedBase':false")).isEmpty();
        assertThat(codesOf(TuningCheck.of(tuned("a", GOOD + ",'quantisedBase':'nf4'", 1, true))))
                .isEmpty();
    }

    @Test
    void aTrainingOnTopOfAnotherIsAWarningThatNamesTheDepth() {
        assertThat(TuningCheck.of(tuned("a", GOOD, 3, false))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("CHAIN_OF_TUNINGS");
            assertThat(finding.message()).contains("the last of 3 trainings");
        });
    }

    @Test
    void trainingsOfDifferentTasksAreAWarningEvenIfBothReplayTheSame() {
        assertThat(together("linear", "['law','web']", "['code','web']")).containsExactly("UNLIKE_TASKS");
    }

    @Test
    void trainingsOfOneTaskAreNot() {
        assertThat(together("linear", "['law','web']", "['law']")).isEmpty();
        assertThat(together("linear", "['law']", "[]")).isEmpty();
    }

    @Test
    void averagedFullFineTunesAreAWarning() {
        List<Tuned> inputs = List.of(whole("a"), whole("b"));
        assertThat(codesOf(TuningCheck.of("linear", inputs))).containsExactly("FULL_FINETUNES_AVERAGED");
    }

    @Test
    void fullFineTunesMergedByAMethodForConflictsAreNot() {
        assertThat(codesOf(TuningCheck.of("ties", List.of(whole("a"), whole("b")))))
                .isEmpty();
        assertThat(codesOf(TuningCheck.of("linear", List.of(whole("a"))))).isEmpty();
    }

    private static List<String> together(String method, String one, String other) {
        return codesOf(TuningCheck.of(
                method,
                List.of(
                        tuned("a", GOOD + ",'datasets':" + one, 1, false),
                        tuned("b", GOOD + ",'datasets':" + other, 1, false))));
    }

    private static Tuned whole(String name) {
        return new Tuned(name, false, facts("'method':'full','replay':true"), 1, false);
    }

    private static List<String> codes(String facts) {
        return codesOf(TuningCheck.of(tuned("a", facts, 1, false)));
    }

    private static List<String> codesOf(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }

    private static Tuned tuned(String name, String facts, int depth, boolean onQuantised) {
        return new Tuned(name, true, facts(facts), depth, onQuantised);
    }

    /** The last value of a key counts. */
    private static Training facts(String singleQuoted) {
        return new Training(JsonMapper.shared().readTree("{%s}".formatted(singleQuoted.replace('\'', '"'))));
    }
}
