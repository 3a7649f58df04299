package io.graft.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the console shows of releases, in a real browser, on a running suite in which one of the samples was released and
 * another waits for somebody to approve.
 */
class ReleaseConsoleTest extends ConsoleVisits {
    private static final String RULE_PAGE = "/releases/rules/ridge/assistant-rule";
    private static final String WHY = "/why/ridge/assistant/production";
    private static final String IMPACT = "/models/ridge/support/versions/1/impact";
    private static final double PATIENCE_MILLIS = 60_000;
    private static final String GATE = """
            name: ridge/gate
            description: What the assistant has to keep.
            conditions:
              - verification: {}
              - findings: {none: error}
              - score: {suite: ridge/abilities@1, task: sentiment, metric: acc, atLeast: 0.4}
              - score: {suite: ridge/abilities@1, task: support, metric: acc, atLeast: 0.4}
              - forgetting: {suite: ridge/abilities@1, per: pooled, margin: 0.6}
              - size: {atMost: 100 MB}
              - approval: {role: owner}
            """;
    private static final String RULE = """
            name: ridge/assistant-rule
            description: The assistant, made anew whenever the mood reader is released.
            when: {released: ridge/sentiment}
            then:
              merge: |
                merge_method: task_arithmetic
                base_model: ridge/base@1
                models:
                  - model: ridge/base@1+${released}
                    parameters: {weight: 0.6}
                  - model: ridge/base@1+ridge/support@1
                    parameters: {weight: 0.8}
                dtype: bfloat16
              into: ridge/assistant
              evaluate: {suite: ridge/abilities@1, limit: 60}
              gate: ridge/gate@1
              alias: production
            """;

    private static String released;
    private static String waiting;

    @BeforeAll
    static void releaseTheSamples() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                EvalProcess.isPossible(), "This build has no engine for this machine to run models with");
        SampleMerge.push(Samples.base().toString(), "ridge/base");
        SampleMerge.pushAdapter("sentiment", "ridge/sentiment", "ridge/base@1");
        SampleMerge.pushAdapter("support", "ridge/support", "ridge/base@1");
        SampleEvaluation.keepSuite("ridge/abilities", "general", "sentiment", "support");
        SampleRelease.keepGate(GATE);
        SampleRelease.writeRule("ridge/assistant-rule", RULE);
        released = SampleRelease.release("ridge/sentiment@1");
        SampleRelease.await(released, "WAITING");
        SampleRelease.approve(released, "The answers read well.");
        SampleRelease.await(released, "RELEASED");
        SampleMerge.pushAdapter("sentiment-2", "ridge/sentiment", "ridge/base@1");
        waiting = SampleRelease.release("ridge/sentiment@2");
        SampleRelease.await(waiting, "WAITING");
    }

    @Test
    void aRunIsAPipelineThatWaitsForAPersonAndGoesOnWithTheirYes() {
        var page = open("/releases/" + waiting);
        assertThat(stage(page, "Approve")).containsText("waits for a person");
        assertThat(reading(page, "sentiment/acc")).containsText("≥ 0.4000");
        shoot(page, "pipeline");
        page.getByRole(AriaRole.BUTTON, named("Approve").setExact(true)).click();
        page.getByLabel("Why (may be left out)").fill("As good as the first.");
        page.getByRole(AriaRole.BUTTON, named("Approve it")).click();
        assertThat(page.locator(".outcome").getByText("was moved to"))
                .isVisible(new IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(stage(page, "Released")).hasClass("stage stage-done");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Approve"))).hasCount(0);
    }

    @Test
    void onePageSaysWhyAnAliasStandsWhereItStands() {
        var page = open(WHY);
        assertThat(page.locator(".because")).hasCount(6);
        assertThat(page.locator(".standing")).containsText("production of ridge/assistant");
        assertThat(page.getByText("passed ridge/gate@1 by ridge/assistant-rule@1"))
                .isVisible();
        assertThat(reading(page, "sentiment/acc")).containsText("60");
        assertThat(page.locator("h3").getByText("Forgetting report")).isVisible();
        assertThat(page.getByText("merge_method")).isVisible();
        assertThat(page.locator(".ingredients > li")).hasCount(2);
        assertThat(page.locator(".ingredients")).containsText("weight 0.8");
        assertThat(page.getByText("Learning rate").first()).isVisible();
        shootWhole(page, "why");
    }

    @Test
    void whatContainsAVersionIsShownWithWeightAndAliases() {
        var page = open(IMPACT);
        assertThat(page.getByText("versions contain it, 2 directly")).isVisible();
        assertThat(page.locator(".node[title^='ridge/assistant@1']")).containsText("weight 0.8");
        shoot(page, "impact");
        page.getByRole(AriaRole.BUTTON, named("Table")).click();
        assertThat(page.getByRole(AriaRole.LINK, named("Why is this in ridge/assistant@production?")))
                .hasCount(1);
    }

    @Test
    void whatARuleWouldDoIsSaidBeforeItDoesIt() {
        var page = open(RULE_PAGE);
        page.getByLabel("Version that would be released").fill("ridge/sentiment@2");
        page.getByRole(AriaRole.BUTTON, named("Say what would be done")).click();
        var plan = page.getByRole(AriaRole.REGION, named("What would be done"));
        assertThat(plan).containsText("ridge/base@1+ridge/sentiment@2");
        assertThat(plan).containsText("ridge/gate@1");
        shootWhole(page, "rule");
    }

    @Test
    void aRuleThatCannotWorkIsRefusedAtItsLine() {
        var page = open(RULE_PAGE);
        var text = page.getByRole(AriaRole.TEXTBOX, named("Text of rule ridge/assistant-rule"));
        text.fill(RULE.replace("ridge/gate@1", "ridge/none@1"));
        page.getByRole(AriaRole.BUTTON, named("Save")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("RULE_GATE_UNKNOWN");
        page.getByRole(AriaRole.BUTTON, named("Go to line 16")).click();
        assertThat(text).isFocused();
        complaints.removeIf(complaint -> complaint.contains("422"));
    }

    @Test
    void theHistoryOfAnAliasSaysWhoMovedItAndWhy() {
        var page = open("/models/ridge/assistant");
        page.locator("summary").getByText("of production").locator("..").click();
        assertThat(page.getByRole(AriaRole.ROW, named("1 none"))).containsText("ridge/assistant@1 passed ridge/gate@1");
        shoot(page, "aliases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/releases", "/releases/rules", RULE_PAGE, WHY, IMPACT, "/models/ridge/assistant"})
    void everyPageFitsAPhoneInTheDark(String path) {
        fitsAPhone(openOnAPhoneInTheDark(path));
    }

    @Test
    void thePipelineFitsAPhoneInTheDark() {
        var page = openOnAPhoneInTheDark("/releases/" + released);
        assertThat(stage(page, "Released")).isVisible();
        fitsAPhone(page);
        shoot(page, "pipeline-phone");
    }

    private static void fitsAPhone(Page page) {
        assertThat(page.locator("main h1")).isVisible();
        assertThat(page.locator("main .loading")).hasCount(0);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    }

    private static Locator stage(Page page, String name) {
        return page.locator(".stage:has(strong:text-is('%s'))".formatted(name));
    }

    private static Locator reading(Page page, String of) {
        return page.locator("tr.reading").filter(new Locator.FilterOptions().setHasText(of));
    }
}
