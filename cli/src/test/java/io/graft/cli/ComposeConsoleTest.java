package io.graft.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A merge that a person composes of the samples in a real browser, from the choice of the base to the version that it makes. */
class ComposeConsoleTest extends ConsoleVisits {
    private static final String SEEDS =
            "/merges/new?base=meadow/base@1&adapter=meadow/sentiment@1&adapter=meadow/sentiment-2@1";
    private static final String ALL = SEEDS + "&adapter=meadow/support@1";
    private static final double PATIENCE_MILLIS = 60_000;

    @BeforeAll
    static void pushTheSamples() {
        Assumptions.assumeTrue(
                EvalProcess.isPossible(), "This build has no engine for this machine to prove merges with");
        SampleMerge.push(Samples.base().toString(), "meadow/base");
        SampleMerge.pushAdapter("sentiment", "meadow/sentiment", "meadow/base@1");
        SampleMerge.pushAdapter("sentiment-2", "meadow/sentiment-2", "meadow/base@1");
        SampleMerge.pushAdapter("support", "meadow/support", "meadow/base@1");
    }

    @Test
    void aMergeIsComposedFromTheChoiceOfItsBaseToItsVersion() {
        var page = open("/merges");
        page.getByRole(AriaRole.LINK, named("Compose a merge")).click();
        page.getByRole(AriaRole.COMBOBOX, named("Base")).fill("meadow/base@1");
        page.getByLabel("meadow/sentiment@1", new Page.GetByLabelOptions().setExact(true))
                .check();
        page.getByLabel("meadow/sentiment-2@1").check();
        assertThat(suggestion(page)).containsText("Merge them by linear.");
        page.getByRole(AriaRole.BUTTON, named("Use it")).click();
        assertThat(recipe(page)).hasValue(Pattern.compile("merge_method: linear\n(.*\n)*.*weight: 0\\.5\n"));
        assertThat(page.getByLabel("Weight of meadow/sentiment-2@1")).hasValue("0.5");

        page.getByLabel("Model that it makes").fill("meadow/mood");
        page.getByRole(AriaRole.BUTTON, named("Start the merge")).click();
        assertThat(page).hasURL(Pattern.compile("/merges/[0-9a-f-]{36}$"));
        assertThat(page.getByRole(AriaRole.LINK, named("meadow/mood@1")))
                .isVisible(new IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
    }

    @Test
    void howAdaptersMeetIsShownLayerByLayer() {
        var page = open(ALL);
        assertThat(suggestion(page)).containsText("Serve them unmerged.");
        assertThat(page.getByRole(AriaRole.ROW, named("meadow/sentiment@1 + meadow/sentiment-2@1")))
                .containsText("0.62");
        assertThat(page.getByRole(AriaRole.ROW, named("meadow/sentiment@1 + meadow/support@1")))
                .containsText("0.01");
        assertThat(heat(page).locator("tbody tr")).hasCount(4);
        assertThat(heat(page).locator("td.heat")).hasCount(28);
        heat(page).locator("td.heat").first().hover();
        assertThat(page.locator(".readout"))
                .containsText(Pattern.compile("down_proj.*, cosine 0\\.\\d\\d, signs 0\\.\\d\\d"));
        page.getByLabel("Layer by layer").selectOption("1");
        page.getByRole(AriaRole.BUTTON, named("Signs")).click();
        assertThat(page.getByRole(AriaRole.GROUP, named("Signs of meadow/sentiment@1 + meadow/support@1")))
                .isVisible();
        page.getByRole(AriaRole.BUTTON, named("Cosine")).click();
        assertThat(expected(page)).containsText("Memory");
        shootWhole(page, "compose");
    }

    @Test
    void aRecipeIsCompletedWhileItIsTypedAndMarkedWhereItIsWrong() {
        var page = open(SEEDS);
        var text = recipe(page);
        assertThat(expected(page)).isVisible();
        text.fill(text.inputValue().replace("task_arithmetic", "linaer"));
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("linaer");
        assertThat(page.locator(".line-marked")).hasText("1");
        shootWhole(page, "compose-marked");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Start the merge"))).isDisabled();
        complaints.removeIf(complaint -> complaint.contains("422"));

        text.press("ControlOrMeta+Home");
        text.press("End");
        for (int i = 0; i < 3; i++) {
            text.press("Backspace");
        }
        assertThat(completions(page).first()).containsText("linear");
        shoot(page, "compose-completion");
        text.press("Enter");
        assertThat(text).hasValue(Pattern.compile("^merge_method: linear\nbase_model"));
        assertThat(completions(page)).hasCount(0);
        page.getByLabel("Method").selectOption("ties");
        assertThat(text).hasValue(Pattern.compile("^merge_method: ties\nbase_model"));

        text.fill(text.inputValue().replace("sentiment-2@1", "sentiment-9@1"));
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is no model meadow/sentiment-9");
        assertThat(page.locator(".line-marked")).hasText("7");
        page.getByRole(AriaRole.BUTTON, named("Write it anew from what is chosen"))
                .click();
        assertThat(page.getByText("was never evaluated")).isVisible();
        complaints.removeIf(complaint -> complaint.contains("404"));
    }

    @Test
    void thePageIsAsPlainInTheDark() {
        var page = openInTheDark(ALL);
        assertThat(heat(page)).isVisible();
        assertThat(expected(page)).isVisible();
        shootWhole(page, "compose-dark");
    }

    @Test
    void thePageFitsAPhoneInTheDark() {
        var page = openOnAPhoneInTheDark(ALL);
        assertThat(heat(page)).isVisible();
        assertThat(expected(page)).isVisible();
        shootWhole(page, "compose-phone");
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    }

    private static Locator suggestion(Page page) {
        return page.getByRole(AriaRole.NOTE, named("Suggestion"));
    }

    private static Locator completions(Page page) {
        return page.getByRole(AriaRole.LISTBOX, named("Completions")).getByRole(AriaRole.OPTION);
    }

    private static Locator recipe(Page page) {
        return page.getByRole(AriaRole.TEXTBOX, named("Recipe"));
    }

    private static Locator heat(Page page) {
        return page.locator(".heat-map");
    }

    private static Locator expected(Page page) {
        return page.locator("dl.facts[aria-label='What it will take']");
    }
}
