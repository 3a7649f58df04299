package io.graft.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the console shows of evaluations, in a real browser, on a running suite in which the samples were evaluated.
 */
class EvaluationConsoleTest extends ConsoleVisits {
    private static final String ASSISTANT = "/models/valley/assistant/versions/1";
    private static final String COMPARISON = "/compare?suite=valley/abilities@1&of=valley/base@1&of=valley/assistant@1";
    private static final String BOTH_SKILLS = """
            merge_method: task_arithmetic
            base_model: valley/base@1
            models:
              - model: valley/base@1+valley/sentiment@1
                parameters:
                  weight: 0.6
              - model: valley/base@1+valley/support@1
                parameters:
                  weight: 0.8
            dtype: bfloat16
            """;
    private static final int QUESTIONS = 60;
    private static final double PATIENCE_MILLIS = 60_000;

    @BeforeAll
    static void evaluateTheSamples() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                EvalProcess.isPossible(), "This build has no engine for this machine to run models with");
        SampleMerge.push(Samples.base().toString(), "valley/base");
        SampleMerge.pushAdapter("sentiment", "valley/sentiment", "valley/base@1");
        SampleMerge.pushAdapter("support", "valley/support", "valley/base@1");
        SampleMerge.merge(BOTH_SKILLS, "valley/assistant");
        SampleEvaluation.keepSuite("valley/abilities", "general", "sentiment", "support");
        SampleEvaluation.judge("valley/assistant@1", "valley/abilities@1", QUESTIONS);
    }

    @Test
    void scoresArePlottedOverTheLineageAndSayHowSureTheyAre() {
        var page = open(ASSISTANT + "/scores");
        assertThat(page.locator(".stages li")).hasCount(4);
        assertThat(page.locator(".plot")).hasCount(3);
        var mark = page.locator(".plot").first().locator(".mark");
        assertThat(mark).hasCount(4);
        mark.first().focus();
        assertThat(page.locator(".readout").first())
                .hasText(Pattern.compile("^1\\. valley/base@1: 0\\.\\d{4} ± 0\\.\\d{4}, n = 60$"));
        shoot(page, "scores");
    }

    @Test
    void scoresReadAsATableToo() {
        var page = open(ASSISTANT + "/scores");
        page.getByRole(AriaRole.BUTTON, named("Table")).click();
        assertThat(page.getByRole(AriaRole.ROW)).hasCount(5);
        assertThat(page.getByRole(AriaRole.ROW, named("valley/base@1 + valley/support@1")))
                .containsText("n 60");
    }

    @Test
    void whatWasForgottenIsAMatrixOfChangesWithVerdicts() {
        var page = open(ASSISTANT + "/forgetting");
        assertThat(page.locator(".filter-row .state")).hasText(Pattern.compile("^(PASS|FAIL|INCONCLUSIVE)$"));
        assertThat(page.locator("tbody tr")).hasCount(5);
        var cell = changes(page).first();
        assertThat(cell).containsText(Pattern.compile("[▲▼=] *[+−±]"));
        cell.focus();
        assertThat(page.locator(".readout")).containsText(Pattern.compile("n = 60; \\d+ lost, \\d+ gained"));
        shoot(page, "forgetting");
    }

    @Test
    void aChangeLeadsToTheDocumentsThatFlipped() {
        var page = open(ASSISTANT + "/forgetting");
        page.getByRole(AriaRole.LINK, named("valley/base@1+valley/sentiment@1 against valley/base@1 on sentiment"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/compare\\?"));
        assertThat(page.getByLabel("Task")).hasValue("sentiment · acc");
        assertThat(page.getByRole(AriaRole.ROW, named("sentiment acc"))).containsText("gained");
        page.getByRole(AriaRole.BUTTON, named("Gained").setExact(true)).click();
        var document = page.locator(".documents details").first();
        document.locator("summary").click();
        assertThat(document.getByText("likeliest")).hasCount(2);
        shoot(page, "compare");
    }

    @Test
    void aMergeSaysHowItWasProvedAndWhatTheProofCannotSee() {
        var page = open(ASSISTANT + "/verification");
        assertThat(page.locator("main .state").getByText("PASS").first()).isVisible();
        assertThat(page.getByText("Detection limit").first()).isVisible();
        shoot(page, "verification");
    }

    @Test
    void aTextIsContinuedByBaseAdaptersAndMergeSideBySide() {
        var page = open(ASSISTANT + "/ask");
        page.getByLabel("Text to go on from").fill("In the valley");
        page.getByLabel("Tokens at most").fill("12");
        page.getByRole(AriaRole.BUTTON, named("Ask").setExact(true)).click();
        var answers = page.getByRole(AriaRole.GROUP, named("Answers"));
        assertThat(answers).isVisible(new IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(answers.locator("section")).hasCount(4);
        shoot(page, "ask");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ASSISTANT + "/scores",
                ASSISTANT + "/forgetting",
                ASSISTANT + "/verification",
                ASSISTANT + "/ask",
                COMPARISON
            })
    void everyPageFitsAPhoneInTheDark(String path) {
        var page = openOnAPhoneInTheDark(path);
        assertThat(page.locator("main section").first()).isVisible();
        assertThat(page.locator("main .loading")).hasCount(0);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
        if (path.endsWith("/scores")) {
            shoot(page, "scores-phone");
        }
    }

    private static Locator changes(Page page) {
        return page.locator("td a.change");
    }
}
